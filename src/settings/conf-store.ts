import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import Conf from "conf";
import { lock } from "proper-lockfile";
import { Failure } from "../failure/failure.js";
import { configProblem } from "./config-problem.js";
import { guardFolder, guardPermissions } from "./guard-permissions.js";
import { makeDirectory } from "./make-directory.js";
import { NO_PROFILES, type Profiles } from "./profile.js";
import type { ProfileStore } from "./profile-store.js";

const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

/** Well below the ten seconds that the retries take, so that a lock left by a killed process is outlived. */
const STALE_LOCK_MS = 5_000;

/** Profiles in `config.json` of the given folder, which is made when first written to. */
export const createConfStore = (directory: string, platform: string): ProfileStore => {
  const file = path.join(directory, "config.json");
  return {
    path: file,
    read: () => readProfiles(file, platform),
    update: async (change) => {
      await makeDirectory(directory, DIRECTORY_MODE).catch(refuse(file));
      if (platform !== "win32") await guardFolder(directory).catch(refuse(file));
      const unlock = await lock(file, {
        realpath: false,
        stale: STALE_LOCK_MS,
        retries: { retries: 50, minTimeout: 20, maxTimeout: 200 },
      }).catch(refuse(file));
      try {
        const changed = change(await readProfiles(file, platform));
        write(directory, file, changed);
        return changed;
      } finally {
        await unlock();
      }
    },
  };
};

const readProfiles = async (file: string, platform: string): Promise<Profiles> => {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) =>
    error.code === "ENOENT" ? "" : refuse(file)(error),
  );
  if (text.trim() === "") return NO_PROFILES;
  if (platform !== "win32") await guardPermissions(file).catch(refuse(file));
  const problem = configProblem(text);
  if (problem !== undefined) throw await brokenConfig(file, text, problem);
  return JSON.parse(text);
};

/** conf writes to a temporary file and renames it, so a reader never meets half a file. */
const write = (directory: string, file: string, profiles: Profiles): void => {
  try {
    const conf = new Conf<Record<string, unknown>>({
      cwd: directory,
      configName: "config",
      projectSuffix: "",
      configFileMode: FILE_MODE,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
    });
    conf.store = { ...profiles };
  } catch (error) {
    refuse(file)(error);
  }
};

/** The broken file stays where it is and is copied beside, under a name that its content decides. */
const brokenConfig = async (file: string, text: string, why: string): Promise<Failure> => {
  const copy = `${file}.bad-${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
  const isKept = await writeFile(copy, text, { mode: FILE_MODE }).then(
    () => true,
    // Where nothing can be written, what is wrong with the file is still the news.
    () => false,
  );
  return new Failure("E_CONFIG", `the config file ${file} cannot be understood: ${why}`, {
    hint: [isKept ? `Nothing in it was changed; a copy is kept at ${copy}.` : "Nothing in it was changed."],
    next: [{ words: ["mv", file, copy], when: "to start afresh" }],
  });
};

const refuse =
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
