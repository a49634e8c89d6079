import { statSync, writeFileSync } from "node:fs";
import { readFile, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { errnoPhrase } from "../failures/errno-phrase.js";
import { Failure } from "../failures/failure.js";
import { replaceFile } from "../files/replace-file.js";
import { jsonIn } from "../model/json.js";
import type { Lease, SandboxState } from "./background.js";

/** How often a sandbox checks that its file exists, and touches it. */
const HEARTBEAT_MS = 250;
/** A file that was not touched for this long belongs to a dead sandbox. */
const DEAD_AFTER_MS = 5_000;

const MARKER = "novu-msg";
const OWNER_ONLY = 0o600;

/** The name of a state file while its sandbox is stopping. */
export const stoppingName = (file: string): string => `${file}.ending`;

/**
 * Writes the state file of a running sandbox, readable only by its owner, and watches it: removing the file stops the
 * sandbox. Unlike a process ID, a signal or a request, this cannot affect another process.
 * @throws Failure E_STATE
 */
export const keepStateFile = async (file: string, sandbox: SandboxState): Promise<Lease> => {
  await refuseForeign(file);
  const text = `${JSON.stringify({ sandbox: MARKER, ...sandbox }, undefined, 2)}\n`;
  const identity = writeState(file, text);
  const isPresent = () => identity !== undefined && fileIdentity(file) === identity;

  let timer: NodeJS.Timeout | undefined;
  const revoked = new Promise<void>((resolve) => {
    const check = async () => {
      if (!isPresent()) return resolve();
      const now = new Date();
      // If the file was just removed, the next check notices.
      await utimes(file, now, now).catch(() => {});
      timer = setTimeout(check, HEARTBEAT_MS).unref();
    };
    timer = setTimeout(check, HEARTBEAT_MS).unref();
  });
  const end = async () => {
    clearTimeout(timer);
    // Another sandbox may have written the file by now.
    if (isPresent()) await rm(file, { force: true });
    await rm(stoppingName(file), { force: true });
  };
  return { revoked, end };
};

/** @returns the new file's identity, taken before another sandbox can replace it */
const writeState = (file: string, text: string): string | undefined => {
  try {
    return replaceFile(file, (draft) => {
      writeFileSync(draft, text, { mode: OWNER_ONLY, flag: "wx" });
      return fileIdentity(draft);
    });
  } catch (error) {
    return refuseState(file)(error as NodeJS.ErrnoException);
  }
};

/**
 * Tells a file from earlier and later ones at the same path; undefined if there is none, or it cannot be seen. The inode
 * alone is not enough: the next file may reuse it.
 */
const fileIdentity = (file: string): string | undefined => {
  try {
    const { ino, birthtimeNs } = statSync(file, { bigint: true });
    return `${ino}-${birthtimeNs}`;
  } catch {
    return undefined;
  }
};

/** The content of a state file; undefined for any other file. */
export const readStateFile = async (file: string): Promise<SandboxState | undefined> => {
  const text = await readFile(file, "utf8").catch(() => "");
  const { sandbox, ...content } = Object(jsonIn(text));
  return sandbox === MARKER && typeof content.port === "number" ? content : undefined;
};

/** Whether the sandbox of a file runs. After a wrong “no” the file is removed, which stops the sandbox. */
export const isAlive = (file: string): Promise<boolean> =>
  stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs < DEAD_AFTER_MS,
    () => false,
  );

/** Does not overwrite files that are not state files. */
const refuseForeign = async (file: string): Promise<void> => {
  const isFree = fileIdentity(file) === undefined || (await readStateFile(file)) !== undefined;
  if (isFree) return;
  throw new Failure("E_STATE", `${path.basename(file)} already exists and isn't a sandbox's state file`, {
    hint: [`Nothing was written to ${file}. Choose another file.`],
  });
};

export const refuseState =
  (file: string) =>
  ({ code = "" }: NodeJS.ErrnoException): never => {
    throw new Failure("E_STATE", `the sandbox's state file can't be written: ${errnoPhrase(code, "write")}`, {
      hint: [file],
    });
  };
