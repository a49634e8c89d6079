import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { open, rm, stat } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { systemErrorReason } from "../failures/errno-phrase.js";
import { Failure } from "../failures/failure.js";
import { realFile } from "../files/real-file.js";
import type { Journal } from "./journal.js";
import type { FailedFileRecords } from "./read-journal.js";
import type { RowLayout } from "./read-rows.js";
import type { RowResult } from "./row.js";
import { createRowText } from "./run-files.js";

/** Collects the rows that failed or are unknown, in the format of the input, so that they can be run again. */
interface FailedFile {
  /** @throws Failure E_FILE */
  add(result: RowResult): Promise<void>;
  /** @throws Failure E_FILE */
  close(): Promise<void>;
}

/**
 * Whether the file can be written without losing anything: it is not there, empty, no regular file, or as an earlier run of
 * this input wrote it.
 * @param records of the input's journal
 * @throws Failure E_FILE
 */
export const assertReplaceable = async (file: string, records: FailedFileRecords): Promise<void> => {
  const stats = await stat(file).catch(() => undefined);
  if (stats === undefined || stats.isDirectory()) return assertWritable(file);
  if (!stats.isFile()) return; // Opening a pipe would block.
  await assertWritable(file);
  if (stats.size === 0) return;
  const target = await realFile(file);
  if (!records.has(target)) {
    throw refused(`${file} already exists and doesn't hold failed rows of this input`);
  }
  const hash = records.get(target);
  if (hash !== undefined && hash !== (await hashOf(file).catch(unwritable(file)))) {
    throw refused(`${file} was changed after an earlier run wrote it`);
  }
};

const refused = (problem: string): Failure =>
  new Failure("E_FILE", problem, {
    hint: ["--failed-to would overwrite it. Name another file, or delete this one. Nothing was sent."],
    sent: "no",
  });

/** @throws Failure E_FILE */
const assertWritable = async (file: string): Promise<void> => {
  const isNew = (await stat(file).catch(() => undefined)) === undefined;
  const handle = await open(file, "a").catch(unwritable(file));
  await handle.close();
  if (isNew) await rm(file, { force: true });
};

const hashOf = async (file: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
};

const unwritable =
  (file: string) =>
  (error: unknown): never => {
    throw new Failure("E_FILE", `${file} can't be written: ${systemErrorReason(error, "write")}`, {
      cause: error,
    });
  };

/**
 * The file is made at the first failed row. One of an earlier run is removed at once, so that it is never taken for one of
 * this run.
 */
export const openFailedFile = async (
  file: string | undefined,
  layout: RowLayout,
  record: Journal["recordFailedFile"],
): Promise<FailedFile> => {
  if (file === undefined) return { add: async () => {}, close: async () => {} };
  const stats = await stat(file).catch(() => undefined);
  const target = await realFile(file).catch(unwritable(file));
  if (stats?.isFile() && stats.size > 0) await rm(target).catch(unwritable(file));
  const rows = createRowText(layout);
  const hash = createHash("sha256");
  let stream: WriteStream | undefined;

  const begin = async (): Promise<WriteStream> => {
    const begun = createWriteStream(file);
    begun.on("error", () => {}); // `add` and `close` report it.
    await once(begun, "open").catch(unwritable(file));
    await record({ file: target });
    return begun;
  };

  const write = (to: WriteStream, text: string): Promise<void> => {
    hash.update(text);
    return new Promise((resolve, reject) => {
      to.write(text, (error) => (error ? reject(error) : resolve()));
    });
  };

  return {
    add: async ({ outcome, row }) => {
      if (outcome !== "failed" && outcome !== "unknown") return;
      stream ??= await begin();
      await write(stream, rows.add(row.raw)).catch(unwritable(file));
    },
    close: async () => {
      if (stream === undefined) return;
      const end = rows.end();
      if (end !== "") await write(stream, end).catch(unwritable(file));
      stream.end();
      await finished(stream).catch(unwritable(file));
      await record({ file: target, sha256: hash.digest("hex") });
    },
  };
};

/** Writes the rows to stdout, as `--failed-to -` asks for. @param print adds a line end */
export const printFailedRows = (layout: RowLayout, print: (text: string) => Promise<void>): FailedFile => {
  const rows = createRowText(layout);
  let isEmpty = true;
  const printLine = (text: string) => print(text.endsWith("\n") ? text.slice(0, -1) : text);
  return {
    add: async ({ outcome, row }) => {
      if (outcome !== "failed" && outcome !== "unknown") return;
      isEmpty = false;
      await printLine(rows.add(row.raw));
    },
    close: async () => {
      const end = isEmpty ? "" : rows.end();
      if (end !== "") await printLine(end);
    },
  };
};
