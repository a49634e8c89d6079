import { stat } from "node:fs/promises";
import path from "node:path";
import { errnoPhrase } from "../failures/errno-phrase.js";
import { Failure, type NextStep } from "../failures/failure.js";
import { type OpenedFile, readOpened } from "../files/opened-file.js";
import type { SystemInfo } from "../files/ownership.js";
import { guardFolder, guardMode, guardOwner } from "./file-guards.js";
import { NO_PROFILES, type Profiles } from "./profile.js";
import { configProblem, holdsKeys, newerConfig } from "./read-profiles.js";

/** The state of the config file. Unlike the profile store, inspecting keeps no copy of a broken file. */
export interface ConfigInspection {
  readonly file: string;
  readonly folder: string;
  readonly exists: boolean;
  /** Octal, such as `600`. Undefined if there is no file, and on Windows. */
  readonly fileMode: string | undefined;
  readonly folderMode: string | undefined;
  readonly fileProblems: readonly Failure[];
  readonly folderProblem: Failure | undefined;
  /** Another user could change the file or replace it. Its content is ignored. */
  readonly isForeign: boolean;
  /** Undefined if the file is broken or ignored; empty if there is no file. */
  readonly profiles: Profiles | undefined;
}

/** @param problem why the folder cannot be used at all */
export const inspectConfig = async (
  directory: string,
  system: SystemInfo,
  problem?: Failure,
): Promise<ConfigInspection> => {
  const file = path.join(directory, "config.json");
  if (problem !== undefined) return { ...UNUSABLE, file, folder: directory, folderProblem: problem };
  const hasModes = system.platform !== "win32";
  const [content, fileMode, folderMode] = await Promise.all([read(file), modeOf(file), modeOf(directory)]);
  const exists = fileMode !== undefined || content.failure !== undefined;
  const { opened } = content;
  const mayHoldKeys = content.profiles === undefined || holdsKeys(content.profiles);
  const [foreign, fileProblem, folderProblem] = await Promise.all([
    hasModes && opened !== undefined
      ? failureOf(async () => guardOwner(file, opened.uid, system))
      : undefined,
    hasModes && opened !== undefined
      ? failureOf(async () => guardMode(file, opened.mode, mayHoldKeys))
      : undefined,
    hasModes && folderMode !== undefined ? failureOf(() => guardFolder(directory)) : undefined,
  ]);
  return {
    file,
    folder: directory,
    exists,
    fileMode: hasModes ? fileMode : undefined,
    folderMode: hasModes ? folderMode : undefined,
    fileProblems: [content.failure, foreign, fileProblem].filter((problem) => problem !== undefined),
    folderProblem,
    isForeign: foreign !== undefined,
    profiles: foreign === undefined ? content.profiles : undefined,
  };
};

const UNUSABLE = {
  exists: false,
  fileMode: undefined,
  folderMode: undefined,
  fileProblems: [],
  isForeign: false,
  profiles: undefined,
} as const;

interface Content {
  readonly opened?: OpenedFile;
  readonly profiles?: Profiles;
  readonly failure?: Failure;
}

const read = async (file: string): Promise<Content> => {
  try {
    const opened = readOpened(file);
    const { text } = opened;
    if (text.trim() === "") return { opened, profiles: NO_PROFILES };
    const problem = configProblem(text);
    return problem === undefined
      ? { opened, profiles: JSON.parse(text) }
      : { opened, failure: newerConfig(file, text) ?? broken(file, problem) };
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? { profiles: NO_PROFILES } : { failure: unreadable(file, code) };
  }
};

const broken = (file: string, why: string): Failure =>
  new Failure("E_CONFIG", `the config file ${file} is damaged: ${why}`, {
    next: [setAside(file)],
  });

const setAside = (file: string): NextStep => ({
  words: ["mv", file, `${file}.broken`],
  when: "to keep it and start over",
});

const NEXT_STEPS: Readonly<Record<string, (file: string) => NextStep>> = {
  EACCES: (file) => ({ words: ["ls", "-ld", path.dirname(file), file], when: "to see who owns it" }),
  ENOTDIR: (file) => ({ words: ["ls", "-ld", path.dirname(file)], when: "to see what it is" }),
};

const unreadable = (file: string, code: string): Failure =>
  new Failure("E_CONFIG_IO", `the config file ${file} can't be read: ${errnoPhrase(code, "read")}`, {
    next: [(NEXT_STEPS[code] ?? setAside)(file)],
  });

/** Undefined if there is no such file, or if it cannot be inspected; `read` reports why. */
const modeOf = async (file: string): Promise<string | undefined> =>
  stat(file).then(
    ({ mode }) => (mode & 0o7777).toString(8),
    () => undefined,
  );

const failureOf = async (guard: () => Promise<void>): Promise<Failure | undefined> =>
  guard().then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Failure) return error;
      throw error;
    },
  );
