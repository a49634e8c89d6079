import { readFileSync } from "node:fs";
import type { Failure } from "../failure/failure.js";
import { configProblem, newerConfig } from "./config-problem.js";
import { refuseConfig } from "./config-trouble.js";
import { guardPermissions } from "./guard-permissions.js";
import { NO_PROFILES, type Profiles } from "./profile.js";

/** What is done about a file that cannot be understood, such as keeping a copy: gives what may be said of it. */
export type OnBrokenConfig = (file: string, text: string, why: string) => Promise<Failure>;

/**
 * The profiles in a config file; none where there is no file. Needs no conf, which only writing loads.
 * @throws Failure E_CONFIG_MODE, E_CONFIG_IO, and what `onBroken` makes
 */
export const readProfiles = async (
  file: string,
  platform: string,
  onBroken: OnBrokenConfig,
): Promise<Profiles> => {
  const text = textOf(file);
  if (text.trim() === "") return NO_PROFILES;
  if (platform !== "win32") await guardPermissions(file).catch(refuseConfig(file));
  const problem = configProblem(text);
  if (problem !== undefined) throw newerConfig(file, text) ?? (await onBroken(file, text, problem));
  return JSON.parse(text);
};

/** Read at once: it is small, and node:fs/promises takes longer to load than to read it. */
const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "" : refuseConfig(file)(error);
  }
};
