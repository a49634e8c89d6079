import { readFile } from "node:fs/promises";
import { Failure } from "../failure/failure.js";
import { configProblem } from "./config-problem.js";
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
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) =>
    error.code === "ENOENT" ? "" : refuseConfig(file)(error),
  );
  if (text.trim() === "") return NO_PROFILES;
  if (platform !== "win32") await guardPermissions(file).catch(refuseConfig(file));
  const problem = configProblem(text);
  if (problem !== undefined) throw await onBroken(file, text, problem);
  return JSON.parse(text);
};

/** Turns what the system or a library says of the file into a failure. */
export const refuseConfig =
  (file: string) =>
  (error: unknown): never => {
    if (error instanceof Failure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure(
      "E_CONFIG_IO",
      `the config file ${file} cannot be used: ${code ?? "it was changed meanwhile"}`,
      {
        hint: ["Nothing was changed. NOVU_MSG_CONFIG_DIR can name another folder."],
        // Without a code it is a parser's error, and its words can quote a key.
        ...(code === undefined ? {} : { cause: error }),
      },
    );
  };
