import path from "node:path";
import { errnoPhraseWithCode } from "../failures/errno-phrase.js";
import { Failure } from "../failures/failure.js";
import { type OpenedFile, readOpened } from "../files/opened-file.js";
import type { SystemInfo } from "../files/ownership.js";
import { jsonIn } from "../model/json.js";
import { guardFolder, guardMode, guardOwner } from "./file-guards.js";
import { CONFIG_SCHEMA, isProfiles, NO_PROFILES, type Profiles } from "./profile.js";

/** Handles a file that cannot be parsed, for example by keeping a copy, and returns the failure to throw. */
export type OnBrokenConfig = (file: string, text: string, why: string) => Promise<Failure>;

/**
 * Reads the profiles from a config file; a missing file counts as empty. Does not use conf, which only writing needs.
 * @throws Failure E_CONFIG_OWNER, E_CONFIG_MODE, E_CONFIG_IO, and the one that `onBroken` returns
 */
export const readProfiles = async (
  file: string,
  system: SystemInfo,
  onBroken: OnBrokenConfig,
): Promise<Profiles> => {
  const opened = openConfig(file);
  if (opened === undefined || opened.text.trim() === "") return NO_PROFILES;
  const { text, uid, mode } = opened;
  const problem = configProblem(text);
  const mayHoldKeys = problem !== undefined || holdsKeys(JSON.parse(text));
  if (system.platform !== "win32") {
    guardOwner(file, uid, system);
    guardMode(file, mode, mayHoldKeys);
    await guardFolder(path.dirname(file)).catch(refuseConfig(file));
  }
  if (problem !== undefined) throw newerConfig(file, text) ?? (await onBroken(file, text, problem));
  return JSON.parse(text);
};

/** Whether a key is in the file itself, and not only a reference to one. */
export const holdsKeys = ({ profiles }: Profiles): boolean =>
  Object.values(profiles).some(({ key }) => key.in === "file");

/** Synchronous: loading node:fs/promises takes longer than reading this small file. */
const openConfig = (file: string): OpenedFile | undefined => {
  try {
    return readOpened(file);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? undefined : refuseConfig(file)(error);
  }
};

/** Why the text is not a config. The parser's message is not used: it could quote a key. */
export const configProblem = (text: string): string | undefined => {
  try {
    return isProfiles(JSON.parse(text)) ? undefined : "it is JSON, but not in novu-msg's format";
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    if (position === undefined) return "it isn't valid JSON";
    return `it isn't valid JSON (line ${text.slice(0, Number(position)).split("\n").length})`;
  }
};

/**
 * The failure for a file in the incompatible format of a newer novu-msg. The file is not broken, so it is not moved aside.
 */
export const newerConfig = (file: string, text: string): Failure | undefined => {
  const schema = schemaOf(text);
  if (schema === undefined || schema <= CONFIG_SCHEMA) return undefined;
  return new Failure(
    "E_CONFIG",
    `the config file ${file} was written by a newer novu-msg (schema ${schema})`,
    {
      hint: [
        `This version reads schema ${CONFIG_SCHEMA}. The file wasn't changed. To use another folder, set NOVU_MSG_CONFIG_DIR.`,
      ],
      next: [{ words: ["npm", "install", "--global", "novu-msg@latest"], when: "to update novu-msg" }],
    },
  );
};

const schemaOf = (text: string): number | undefined => {
  const { schema } = Object(jsonIn(text));
  return Number.isSafeInteger(schema) ? schema : undefined;
};

/** Converts an error of the system or a library into a Failure. @throws Failure E_CONFIG_IO, or the given Failure */
export const refuseConfig =
  (file: string) =>
  (error: unknown): never => {
    if (error instanceof Failure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure("E_CONFIG_IO", `the config file ${file} can't be used: ${reason(code)}`, {
      hint: ["Nothing was changed. To use another folder, set NOVU_MSG_CONFIG_DIR."],
      // Without a code it is a parser's error, which can quote a key.
      ...(code === undefined ? {} : { cause: error }),
    });
  };

const reason = (code: string | undefined): string => {
  if (code === undefined) return "another process changed it";
  if (code === "ELOCKED") return "another novu-msg is still changing it";
  return errnoPhraseWithCode(code, "use");
};
