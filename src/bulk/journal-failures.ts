import { errnoPhraseWithCode } from "../failures/errno-phrase.js";
import { Failure } from "../failures/failure.js";
import type { FileLock, LockHolder } from "../files/file-lock.js";
import { elapsedText } from "../model/durations.js";

/** Throws a system error as a Failure, and any other error unchanged. */
export const throwJournalError =
  (file: string) =>
  (error: unknown): never => {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof Failure || code === undefined) throw error;
    throw new Failure("E_JOURNAL", `the journal ${file} can't be used: ${errnoPhraseWithCode(code, "use")}`, {
      hint: ["The journal records which rows are done, for --resume. To use another file: --journal FILE."],
      cause: error,
    });
  };

/** Another run has the journal. Nothing was sent. */
const locked = (file: string, holder: LockHolder): Failure => {
  const { pid, host, liveness } = holder;
  const isSuspended = liveness === "suspended";
  return new Failure("E_JOURNAL", `another run is using the journal ${file}`, {
    hint: [...holderText(holder), "Nothing was sent."],
    sent: "no",
    ...(isSuspended
      ? {
          next: [
            {
              words: ["kill", "-CONT", String(pid)],
              when: "to continue it (or run fg in its terminal)",
            },
          ],
        }
      : { addition: resumeAddition("when it has ended") }),
    details: { holder: { pid: pid ?? null, host: host ?? null, isSuspended } },
  });
};

const resumeAddition = (when: string) => ({ words: ["--resume"], without: ["--resume"], when });

const holderText = ({ pid, host, liveness, freeInMs }: LockHolder): string[] => {
  if (pid === undefined) return [`Its lock file doesn't say which process it is.${freeText(freeInMs)}`];
  if (liveness === "suspended") {
    return [
      `It is process ${pid}, which is suspended (Ctrl-Z).`,
      `To end it instead: kill -KILL ${pid}. The journal keeps its progress for --resume.`,
    ];
  }
  if (liveness === "running") return [`It is process ${pid}. Wait for it to end, or stop it: kill ${pid}.`];
  return [`It is process ${pid} on ${host ?? "another machine"}.${freeText(freeInMs)}`];
};

const freeText = (freeInMs: number | undefined): string =>
  freeInMs === undefined
    ? ""
    : ` If that process no longer exists, the journal is released in ${elapsedText(Math.max(1_000, freeInMs))}.`;

/** The run has lost its lock. Another one may be writing the same rows, so this one must stop. */
const lost = (file: string, lockFile: string, state: LostLock): Failure =>
  new Failure("E_JOURNAL", LOST[state.kind](file), {
    hint: [lostText(lockFile, state), "This run stopped sending as soon as it noticed."],
    sent: "no",
    addition: resumeAddition(state.kind === "taken" ? "when the other run has ended" : "to continue"),
  });

type LostLock = Exclude<ReturnType<FileLock["state"]>, { readonly kind: "held" }>;

const LOST = {
  taken: (file) => `another run has taken over the journal ${file}`,
  removed: (file) => `the lock of the journal ${file} was removed during the run`,
  unreadable: (file) => `the lock of the journal ${file} can't be read any more`,
} satisfies Record<LostLock["kind"], (file: string) => string>;

const lostText = (lockFile: string, state: LostLock): string => {
  if (state.kind === "removed") return `${lockFile} prevents two runs from writing the same rows.`;
  if (state.kind === "unreadable") return `${lockFile}: ${errnoPhraseWithCode(state.code, "read")}`;
  const { pid, host } = state;
  const by = pid === undefined ? "" : ` It is process ${pid}${host === undefined ? "" : ` on ${host}`}.`;
  return `This happens when a run is suspended or unreachable for more than 20 seconds.${by}`;
};

/** The lock is found by file name, so a run that uses another hard link would not see it. */
const linked = (file: string, linkCount: number): Failure =>
  new Failure("E_JOURNAL", `the journal ${file} has ${linkCount} names (hard links)`, {
    hint: [
      "Another run could open it under another name without seeing this run's lock.",
      "Nothing was sent. Remove the other links, or use a copy of it as the journal.",
    ],
    sent: "no",
  });

const cannotResume = (file: string, problem: string): Failure =>
  new Failure("E_JOURNAL", `the journal ${file} can't be continued: ${problem}`, {
    hint: ["Nothing was sent. Without --resume, all rows are sent and a new journal is started."],
    sent: "no",
  });

/** Why a run cannot have or keep its journal. */
export const journalFailure = { locked, lost, linked, cannotResume };
