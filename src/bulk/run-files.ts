import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { Failure } from "../failures/failure.js";
import type { RowLayout } from "./read-rows.js";

interface RunFiles {
  /** The input; `-` or undefined for stdin. */
  readonly file: string | undefined;
  readonly failedTo: string | undefined;
  readonly journal: string | undefined;
}

/** Input, journal and failed rows must be three files. @throws Failure E_CONFLICT */
export const assertDistinctFiles = async ({ file = "-", failedTo, journal }: RunFiles): Promise<void> => {
  const [inputId, failedId, journalId] = await Promise.all([
    file === "-" ? inodeOf(STDIN) : identityOf(file),
    failedTo === "-" ? undefined : identityOf(failedTo),
    identityOf(journal),
  ]);
  const areOne = (one: string | undefined, other: string | undefined) => one !== undefined && one === other;
  const conflict =
    (areOne(failedId, inputId) && "--failed-to is the input file") ||
    (areOne(journalId, inputId) && "--journal is the input file") ||
    (areOne(journalId, failedId) && "--journal and --failed-to are the same file");
  if (conflict === false) return;
  throw new Failure("E_CONFLICT", conflict, {
    hint: ["It would be overwritten. Choose another file. Nothing was sent."],
  });
};

/** The file that a shell opened for stdin; Windows has no name for it. */
const STDIN = "/dev/stdin";

/** The same for all paths and hard links of one file. */
const identityOf = async (file: string | undefined): Promise<string | undefined> =>
  file === undefined ? undefined : ((await inodeOf(file)) ?? realpath(file).catch(() => path.resolve(file)));

/** Undefined if the path does not exist or is not a regular file, such as a terminal. */
const inodeOf = async (file: string): Promise<string | undefined> => {
  const stats = await stat(file, { bigint: true }).catch(() => undefined);
  return stats?.isFile() ? `${stats.dev}:${stats.ino}` : undefined;
};

/** Serializes rows incrementally, in the format of an input: `add` and `end` return the next part of the text. */
export const createRowText = ({ format, header, lineEnd }: RowLayout) => {
  const isJson = format === "json";
  const start = isJson ? "[" : header === undefined ? "" : header + lineEnd;
  const between = isJson ? `,${lineEnd}` : "";
  let isEmpty = true;
  return {
    /** @param raw the row as written, see `RowPosition` */
    add: (raw: string): string => {
      const text = (isEmpty ? start : between) + raw + (isJson ? "" : lineEnd);
      isEmpty = false;
      return text;
    },
    end: (): string => (isEmpty ? start : "") + (isJson ? `]${lineEnd}` : ""),
  };
};
