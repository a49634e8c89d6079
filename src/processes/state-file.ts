import { randomBytes } from "node:crypto";
import { readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { Failure } from "../failures/failure.js";
import type { Lease, RunningSandbox } from "./background.js";

/** So often a sandbox looks whether its file is still there, and says by its time that it lives. */
const BEAT_MS = 250;
/** A file that was left alone for so long is a dead sandbox's. */
const DEAD_AFTER_MS = 5_000;

const MARK = "novu-msg";
const ONLY_OWNER = 0o600;

/** The name a file has from when its sandbox is told to end until it has ended. */
export const endingName = (file: string): string => `${file}.ending`;

/**
 * Leaves word of a running sandbox in a file that only its owner can read, and minds that file: whoever takes it
 * away ends the sandbox. No process id, no signal and no request that could reach somebody else.
 * @throws Failure E_STATE
 */
export const keepStateFile = async (file: string, sandbox: RunningSandbox): Promise<Lease> => {
  await refuseForeign(file);
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  const text = `${JSON.stringify({ sandbox: MARK, ...sandbox }, undefined, 2)}\n`;
  await writeFile(draft, text, { mode: ONLY_OWNER, flag: "wx" }).catch(refuseState(file));
  const own = await identityOf(draft);
  await rename(draft, file).catch(refuseState(file));
  const isThere = async () => own !== undefined && (await identityOf(file)) === own;

  let beat: NodeJS.Timeout | undefined;
  const taken = new Promise<void>((resolve) => {
    const look = async () => {
      if (!(await isThere())) return resolve();
      const now = new Date();
      // Taken away in this very moment, which the next look sees.
      await utimes(file, now, now).catch(() => {});
      beat = setTimeout(look, BEAT_MS).unref();
    };
    beat = setTimeout(look, BEAT_MS).unref();
  });
  const end = async () => {
    clearTimeout(beat);
    // Another one may have its word there by now.
    if (await isThere()) await rm(file, { force: true });
    await rm(endingName(file), { force: true });
  };
  return { taken, end };
};

/** Which of the files that have had this name it is. */
const identityOf = (file: string): Promise<string | undefined> =>
  stat(file, { bigint: true }).then(
    ({ ino, birthtimeNs }) => `${ino}-${birthtimeNs}`,
    () => undefined,
  );

/** What a file says, if it is one of ours. */
export const readStateFile = async (file: string): Promise<RunningSandbox | undefined> => {
  const text = await readFile(file, "utf8").catch(() => "");
  try {
    const { sandbox, ...facts } = JSON.parse(text);
    return sandbox === MARK && typeof facts.port === "number" ? facts : undefined;
  } catch {
    // Somebody else's, or gone.
    return undefined;
  }
};

/** Whether the sandbox of a file lives. A wrong no makes itself true: the file goes, and so does the sandbox. */
export const isAlive = (file: string): Promise<boolean> =>
  stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs < DEAD_AFTER_MS,
    () => false,
  );

/** Nothing of anybody else's is written over. */
const refuseForeign = async (file: string): Promise<void> => {
  const isFree = (await identityOf(file)) === undefined || (await readStateFile(file)) !== undefined;
  if (isFree) return;
  throw new Failure("E_STATE", `${path.basename(file)} is there already, and no sandbox's`, {
    hint: [`Nothing was written to ${file}; name another one.`],
  });
};

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  EROFS: "nothing can be written there",
  ENOENT: "there is no such folder",
  ENOTDIR: "there is no such folder",
  ENOSPC: "the disk is full",
};

export const refuseState =
  (file: string) =>
  ({ code = "" }: NodeJS.ErrnoException): never => {
    throw new Failure("E_STATE", `a sandbox's file cannot be kept: ${REASONS[code] ?? code}`, {
      hint: [file],
    });
  };
