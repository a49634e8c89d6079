import { randomUUID } from "node:crypto";
import { open } from "node:fs/promises";
import { systemErrorReason } from "../failures/errno-phrase.js";
import { Failure } from "../failures/failure.js";
import { type Env, variable } from "../model/env.js";
import type { VariableName } from "../model/variables.js";
import { sanitize, sanitizeLine } from "../output/sanitize.js";
import type { View } from "../output/view.js";
import { textSummary, viewSummary } from "./step-summary.js";

/** The outputs for later steps, and the view for the step's summary page. */
interface StepResult {
  readonly outputs: Readonly<Record<string, string>>;
  readonly view: View;
}

/** The step of a GitHub workflow that this run belongs to. */
export interface GithubStep {
  /** Call before sending anything. @throws Failure E_INPUT outside a step, E_FILE if a file of the step is not writable */
  check(): Promise<void>;
  /** Keeps the runner from reading lines of the text as workflow commands. */
  readonly escapeLogCommands: (text: string) => string;
  /** Sets the outputs and appends to the summary. Returns a warning, if any. @throws Failure E_OUTPUT */
  record(result: StepResult): Promise<string | undefined>;
  /**
   * Appends to the summary, ignoring errors, and returns a line for stderr.
   * @param text the failure as a terminal shows it, without colour
   * @param clean masks keys
   */
  recordFailure(failure: Failure, text: string, clean: (text: string) => string): Promise<string>;
}

/** GitHub drops the whole summary of a step if it is larger. */
const MAX_SUMMARY_BYTES = 1_024 * 1_024;

/** GitHub cuts longer annotations. */
const MAX_ANNOTATION_LENGTH = 4_000;

const NEWLINE = 0x0a;

/** Invisible characters, which the runner's comparisons may ignore. */
const INVISIBLE = String.raw`\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}`;
/** `::` at the start of a line, which the runner trims first. Captures up to the first colon. */
const COMMAND = new RegExp(String.raw`^([\s${INVISIBLE}]*:)(?=[${INVISIBLE}]*:)`, "u");
/** `##[`, the older form, which counts anywhere in a line. */
const OLD_COMMAND = new RegExp(String.raw`(#[${INVISIBLE}]*#[${INVISIBLE}]*)\[`, "gu");

export const createGithubStep = (env: Env): GithubStep => {
  const [outputFile, summaryFile] = [variable(env, "GITHUB_OUTPUT"), variable(env, "GITHUB_STEP_SUMMARY")];
  const appendSummary = async (markdown: string): Promise<boolean> =>
    summaryFile === undefined || appendText(summaryFile, markdown, MAX_SUMMARY_BYTES);

  return {
    check: async () => {
      if (outputFile === undefined) throw notInStep();
      await withFileFailure("GITHUB_OUTPUT", "before", () => assertWritable(outputFile));
      if (summaryFile !== undefined)
        await withFileFailure("GITHUB_STEP_SUMMARY", "before", () => assertWritable(summaryFile));
    },
    escapeLogCommands,
    record: async ({ outputs, view }) => {
      const lines = outputLines(outputs, () => `value_ends_${randomUUID()}`);
      if (outputFile !== undefined)
        await withFileFailure("GITHUB_OUTPUT", "after", () => appendText(outputFile, lines));
      const isAdded = await withFileFailure("GITHUB_STEP_SUMMARY", "after", () =>
        appendSummary(viewSummary(view)),
      );
      return isAdded ? undefined : "the step summary is full (GitHub allows 1 MiB); nothing was added";
    },
    recordFailure: async ({ code, message, info: { hint = [] } }, text, clean) => {
      await appendSummary(textSummary(clean(text))).catch(() => {}); // The original failure matters more.
      const lines = [sanitizeLine(message), ...hint.map(sanitize)];
      return errorAnnotation(`novu-msg: ${code}`, clean(lines.join("\n")));
    },
  };
};

const assertWritable = async (file: string): Promise<void> => (await open(file, "a")).close();

const notInStep = (): Failure =>
  new Failure("E_INPUT", "--github only works in a GitHub Actions step: GITHUB_OUTPUT isn't set", {
    hint: ["Nothing was sent."],
    addition: { words: [], without: ["--github"], when: "to run it outside GitHub Actions" },
  });

/** @throws Failure E_FILE before sending, E_OUTPUT after */
const withFileFailure = async <Value>(
  name: VariableName,
  when: keyof typeof UNWRITABLE,
  work: () => Promise<Value>,
): Promise<Value> => {
  try {
    return await work();
  } catch (error) {
    const { code, hint, sent } = UNWRITABLE[when];
    throw new Failure(code, `the file in ${name} can't be written: ${systemErrorReason(error, "write")}`, {
      hint: [hint],
      sent,
      cause: error,
    });
  }
};

const UNWRITABLE = {
  before: {
    code: "E_FILE",
    hint: "Nothing was sent. GitHub Actions creates that file for each step.",
    sent: "no",
  },
  after: {
    code: "E_OUTPUT",
    hint: "The command itself was carried out; only the step outputs are incomplete.",
    sent: "unknown",
  },
} as const;

/** A workflow command that shows an error on the run's page. Escapes as GitHub's own toolkit does. */
export const errorAnnotation = (title: string, message: string): string =>
  `::error title=${propertyText(title)}::${dataText(message.slice(0, MAX_ANNOTATION_LENGTH).toWellFormed())}`;

const dataText = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const propertyText = (text: string): string => dataText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/**
 * Appends text to a file, starting on a new line even if the last line has no line break.
 * @returns false, and writes nothing, if the file would grow beyond `limit` bytes
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
 * Breaks up what GitHub's runner would execute: `::` at the start of a line and `##[` anywhere. A space is inserted
 * between the characters. The runner scans stdout and stderr line by line, including text that comes from messages.
 */
export const escapeLogCommands = (text: string): string =>
  text
    .split(/(\r\n|\r|\n)/)
    .map((line) => line.replace(COMMAND, "$1 ").replace(OLD_COMMAND, "$1 ["))
    .join("");

/**
 * Formats outputs for GitHub's file commands: `name<<DELIMITER`, the value, then the delimiter on a line of its own.
 * A delimiter never occurs in its value, so a value cannot end early or start another output.
 * @param makeDelimiter returns a different word at every call; called until one does not occur in the value
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
