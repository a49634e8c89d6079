import { randomUUID } from "node:crypto";
import { open } from "node:fs/promises";
import { Failure } from "../failures/failure.js";
import { type Env, variable } from "../model/variable.js";
import type { VariableName } from "../model/variables.js";
import { sanitize, sanitizeLine } from "../output/sanitize.js";
import type { View } from "../output/view.js";
import { errorAnnotation } from "./annotation.js";
import { appendText } from "./append-text.js";
import { escapeLogCommands } from "./escape-log-commands.js";
import { outputLines } from "./output-lines.js";
import { textSummary, viewSummary } from "./step-summary.js";

/** What a later step, and whoever looks at the run's page, is told of a result. */
export interface GithubSummary {
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
