import { randomUUID } from "node:crypto";
import { open } from "node:fs/promises";
import { Failure } from "../failures/failure.js";
import { type Env, variable } from "../model/env.js";
import type { VariableName } from "../model/variables.js";
import { sanitize, sanitizeLine } from "../output/sanitize.js";
import type { View } from "../output/view.js";
import { textSummary, viewSummary } from "./step-summary.js";

/** What a later step, and whoever looks at the run's page, is told of a result. */
interface GithubSummary {
  readonly outputs: Readonly<Record<string, string>>;
  readonly view: View;
}

/** The step of a GitHub workflow that this run is a part of. */
export interface GithubStep {
  /** Before anything is sent. @throws Failure E_INPUT outside a step, E_FILE when a file of the step cannot be written */
  check(): Promise<void>;
  /** Text that the runner takes for text. */
  readonly escapeLogCommands: (text: string) => string;
  /** Sets the outputs, adds to the summary; gives what the user should know. @throws Failure E_OUTPUT */
  record(report: GithubSummary): Promise<string | undefined>;
  /**
   * Adds to the summary if that can be done, and gives a line for stderr.
   * @param text as it stands on a terminal, without colour
   * @param clean takes out keys
   */
  recordFailure(failure: Failure, text: string, clean: (text: string) => string): Promise<string>;
}

/** GitHub drops the whole summary of a step when it is larger. */
const SUMMARY_BYTES = 1_024 * 1_024;

/** Longer ones nobody reads; GitHub cuts them too. */
const LONGEST = 4_000;

const NEWLINE = 0x0a;

/** What has no look of its own: the runner's comparisons may look past it. */
const UNSEEN = String.raw`\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}`;
/** A line's start, which the runner trims, and the first of two colons. */
const COMMAND = new RegExp(String.raw`^([\s${UNSEEN}]*:)(?=[${UNSEEN}]*:)`, "u");
/** The older form, which counts wherever it stands. */
const OLD_COMMAND = new RegExp(String.raw`(#[${UNSEEN}]*#[${UNSEEN}]*)\[`, "gu");

export const createGithubStep = (env: Env): GithubStep => {
  const [outputFile, summaryFile] = [variable(env, "GITHUB_OUTPUT"), variable(env, "GITHUB_STEP_SUMMARY")];
  const summarise = async (markdown: string): Promise<boolean> =>
    summaryFile === undefined || appendText(summaryFile, markdown, SUMMARY_BYTES);

  return {
    check: async () => {
      if (outputFile === undefined) throw notInStep();
      await writing("GITHUB_OUTPUT", "before", () => assertWritable(outputFile));
      if (summaryFile !== undefined)
        await writing("GITHUB_STEP_SUMMARY", "before", () => assertWritable(summaryFile));
    },
    escapeLogCommands: escapeLogCommands,
    record: async ({ outputs, view }) => {
      const lines = outputLines(outputs, () => `value_ends_${randomUUID()}`);
      if (outputFile !== undefined)
        await writing("GITHUB_OUTPUT", "after", () => appendText(outputFile, lines));
      const isAdded = await writing("GITHUB_STEP_SUMMARY", "after", () => summarise(viewSummary(view)));
      return isAdded
        ? undefined
        : "this step's summary is full (GitHub takes 1 MiB); nothing was added to it";
    },
    recordFailure: async ({ code, message, info: { hint = [] } }, text, clean) => {
      await summarise(textSummary(clean(text))).catch(() => {}); // There is a failure to tell already.
      const lines = [sanitizeLine(message), ...hint.map(sanitize)];
      return errorAnnotation(`novu-msg: ${code}`, clean(lines.join("\n")));
    },
  };
};

const assertWritable = async (file: string): Promise<void> => (await open(file, "a")).close();

const notInStep = (): Failure =>
  new Failure("E_INPUT", "--github is for a step of GitHub Actions, and GITHUB_OUTPUT is not set", {
    hint: ["Nothing was sent."],
    addition: { words: [], without: ["--github"], when: "to run it elsewhere" },
  });

/** @throws Failure E_FILE before something was sent, else E_OUTPUT */
const writing = async <Value>(
  name: VariableName,
  when: keyof typeof UNWRITABLE,
  work: () => Promise<Value>,
): Promise<Value> => {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : error;
    const { code, hint, sent } = UNWRITABLE[when];
    throw new Failure(code, `the file that ${name} names cannot be written: ${reason}`, {
      hint: [hint],
      sent,
      cause: error,
    });
  }
};

const UNWRITABLE = {
  before: {
    code: "E_FILE",
    hint: "Nothing was sent. GitHub Actions makes that file for each step.",
    sent: "no",
  },
  after: {
    code: "E_OUTPUT",
    hint: "What the command did, it did; only the workflow was not told all of it.",
    sent: "unknown",
  },
} as const;

/** A workflow command that puts an error on the run's page. Escapes as GitHub's own toolkit does. */
export const errorAnnotation = (title: string, message: string): string =>
  `::error title=${propertyText(title)}::${dataText(message.slice(0, LONGEST).toWellFormed())}`;

const dataText = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const propertyText = (text: string): string => dataText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/**
 * Puts text after what a file holds, on a line of its own: behind a line that somebody left open it would become a
 * part of that. Nothing is written where the file would grow beyond `limit` bytes; tells whether it was.
 */
export const appendText = async (
  file: string,
  text: string,
  limit: number = Number.POSITIVE_INFINITY,
): Promise<boolean> => {
  const handle = await open(file, "a+");
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const isOpen = size > 0 && last[0] !== NEWLINE;
    const bytes = Buffer.from(isOpen ? `\n${text}` : text);
    if (size + bytes.length > limit) return false;
    await handle.appendFile(bytes);
    return true;
  } finally {
    await handle.close();
  }
};

/**
 * Text without what GitHub's runner would obey: a line that begins with `::`, and `##[` anywhere. A space keeps the
 * characters apart. The runner reads stdout and stderr line by line, whoever writes to them.
 */
export const escapeLogCommands = (text: string): string =>
  text
    .split(/(\r\n|\r|\n)/)
    .map((line) => line.replace(COMMAND, "$1 ").replace(OLD_COMMAND, "$1 ["))
    .join("");

/**
 * Values in the format of GitHub's file commands: `name<<DELIMITER`, the value, the delimiter on a line of its own.
 * No value can end early or begin another output, since no delimiter occurs in what it delimits.
 * @param makeDelimiter gives another word at every call; it is called until one does not occur
 */
export const outputLines = (outputs: Readonly<Record<string, string>>, makeDelimiter: () => string): string =>
  Object.entries(outputs)
    .map(([name, value]) => {
      const text = value.toWellFormed();
      const delimiter = absentFrom(text, makeDelimiter);
      return `${name}<<${delimiter}\n${text}\n${delimiter}\n`;
    })
    .join("");

const absentFrom = (text: string, makeDelimiter: () => string): string => {
  const delimiter = makeDelimiter();
  return text.includes(delimiter) ? absentFrom(text, makeDelimiter) : delimiter;
};
