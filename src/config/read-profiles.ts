import path from "node:path";
import type { Failure } from "../failures/failure.js";
import { type OpenedFile, readOpened } from "../files/opened-file.js";
import type { System } from "../files/ownership.js";
import { configProblem, newerConfig } from "./config-problem.js";
import { refuseConfig } from "./config-trouble.js";
import { guardOwner } from "./guard-owner.js";
import { guardFolder, guardMode } from "./guard-permissions.js";
import { NO_PROFILES, type Profiles } from "./profile.js";

/** What is done about a file that cannot be understood, such as keeping a copy: gives what may be said of it. */
export type OnBrokenConfig = (file: string, text: string, why: string) => Promise<Failure>;

/**
 * The profiles in a config file; none where there is no file. Needs no conf, which only writing loads.
 * @throws Failure E_CONFIG_OWNER, E_CONFIG_MODE, E_CONFIG_IO, and what `onBroken` makes
 */
export const readProfiles = async (
  file: string,
  system: System,
  onBroken: OnBrokenConfig,
): Promise<Profiles> => {
  const opened = openConfig(file);
  if (opened === undefined || opened.text.trim() === "") return NO_PROFILES;
  const { text, uid, mode } = opened;
  if (system.platform !== "win32") await guardConfig(file, uid, mode, system).catch(refuseConfig(file));
  const problem = configProblem(text);
  if (problem !== undefined) throw newerConfig(file, text) ?? (await onBroken(file, text, problem));
  return JSON.parse(text);
};

const guardConfig = async (file: string, uid: number, mode: number, system: System): Promise<void> => {
  guardOwner(file, uid, system);
  guardMode(file, mode);
  await guardFolder(path.dirname(file));
};

/** Read at once: it is small, and node:fs/promises takes longer to load than to read it. */
const openConfig = (file: string): OpenedFile | undefined => {
  try {
    return readOpened(file);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? undefined : refuseConfig(file)(error);
  }
};
