import { Failure } from "../failure/failure.js";
import { FILE_REASONS } from "../failure/file-reasons.js";

const REASONS: Readonly<Record<string, string>> = {
  ...FILE_REASONS,
  EISDIR: "it is a folder (EISDIR)",
};

/** Turns what the system says of a journal into a failure. */
export const refuseJournal =
  (file: string) =>
  (error: unknown): never => {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof Failure || code === undefined) throw error;
    throw new Failure("E_JOURNAL", `the journal ${file} cannot be used: ${REASONS[code] ?? code}`, {
      hint: ["Without it nobody could tell later which rows are done. --journal can name another file."],
      cause: error,
    });
  };

export const lockedJournal = (file: string, pid: number | undefined): Failure =>
  new Failure("E_JOURNAL", `another run is using the journal ${file}`, {
    hint: [
      pid === undefined
        ? "Wait until it has ended."
        : `It is process ${pid}; wait until it has ended, or end it.`,
      "Nothing was sent.",
    ],
    sent: "no",
  });

export const strangeJournal = (file: string, problem: string): Failure =>
  new Failure("E_JOURNAL", `the journal ${file} cannot be continued: ${problem}`, {
    hint: ["Nothing was sent. Without --resume all rows are sent, and a new journal is begun."],
    sent: "no",
  });
