import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { finished } from "node:stream/promises";
import type { RowResult } from "../../../bulk/bulk-types.js";
import { failedRows } from "../../../bulk/failed-rows.js";
import type { RowLayout } from "../../../bulk/rows-input.js";
import { Failure } from "../../../failures/failure.js";
import type { ApplyInput } from "./apply-input.js";

/** Takes what failed to a file that is an input again. */
export interface FailedFile {
  /** @throws Failure E_FILE */
  add(results: readonly RowResult[]): Promise<void>;
  /** @throws Failure E_FILE */
  close(): Promise<void>;
}

const NO_FILE: FailedFile = { add: async () => {}, close: async () => {} };

/** The rows that are read must not be written over. @throws Failure E_CONFLICT */
export const assertOwnFile = async ({
  file = "-",
  failedTo,
  journal,
}: Pick<ApplyInput, "file" | "failedTo" | "journal">): Promise<void> => {
  const [input, failed, kept] = await Promise.all([
    file === "-" ? fileIn(STDIN) : placeOf(file),
    placeOf(failedTo),
    placeOf(journal),
  ]);
  const clashes = [
    { isClash: failed !== undefined && failed === input, what: "--failed-to names the file of the rows" },
    { isClash: kept !== undefined && kept === input, what: "--journal names the file of the rows" },
    { isClash: kept !== undefined && kept === failed, what: "--journal and --failed-to name one file" },
  ];
  for (const { what } of clashes.filter(({ isClash }) => isClash)) {
    throw new Failure("E_CONFLICT", what, {
      hint: ["It would be written over. Name another file. Nothing was sent."],
    });
  }
};

/** What the shell opened for stdin; Windows has no name for it. */
const STDIN = "/dev/stdin";

/** One name for one file, however it is written or linked; a file that is not there yet can be no other one. */
const placeOf = async (file: string | undefined): Promise<string | undefined> =>
  file === undefined ? undefined : ((await fileIn(file)) ?? realpath(file).catch(() => path.resolve(file)));

/** Undefined where there is none, or something else, such as a terminal. */
const fileIn = async (file: string): Promise<string | undefined> => {
  const facts = await stat(file, { bigint: true }).catch(() => undefined);
  return facts?.isFile() ? `${facts.dev}:${facts.ino}` : undefined;
};

/** Made anew when the run begins, so that what stands there is of this run. @throws Failure E_FILE */
export const openFailedFile = async (file: string | undefined, layout: RowLayout): Promise<FailedFile> => {
  if (file === undefined) return NO_FILE;
  const stream = createWriteStream(file);
  const failed = (error: unknown) => {
    throw unwritable(file, error);
  };
  stream.on("error", () => {}); // Whoever writes or closes hears of it.
  await once(stream, "open").catch(failed);
  const rows = failedRows(layout);
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      stream.write(text, (error) => (error ? reject(unwritable(file, error)) : resolve()));
    });
  return {
    add: async (results) => {
      const raws = results.filter(isLost).map(({ row }) => row.raw);
      if (raws.length > 0) await write(rows.add(raws));
    },
    close: async () => {
      stream.end(rows.end());
      await finished(stream).catch(failed);
    },
  };
};

/** Rows that are to be run again; of an unknown one nobody can say that it was written. */
const isLost = ({ outcome }: RowResult): boolean => outcome === "failed" || outcome === "unknown";

const unwritable = (file: string, error: unknown): Failure => {
  const { code, message } = error as NodeJS.ErrnoException;
  return new Failure("E_FILE", `${file} cannot be written: ${code ?? message}`, { cause: error });
};
