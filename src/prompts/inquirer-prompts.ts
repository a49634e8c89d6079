import { createInterface } from "node:readline";
import { type Readable, Writable } from "node:stream";
import { confirm, password, input as text } from "@inquirer/prompts";
import { Failure } from "../failures/failure.js";
import { columnWidth } from "../output/fit-text.js";
import { sanitizeLine } from "../output/sanitize.js";
import type { Style } from "../output/style.js";
import type { TerminalStream } from "../output/terminal-stream.js";
import { BACK, type Back, type Prompts, type SelectQuestion } from "./prompts.js";
import { createSelect } from "./select.js";
import { watchKeys } from "./watch-keys.js";

export interface PromptStreams {
  readonly input: Readable;
  /** stderr, so that stdout holds only results. */
  readonly output: TerminalStream;
  readonly signal: AbortSignal;
  readonly style: Style;
  /** What asks through an editor; heavy, and seldom needed. */
  readonly editor: () => Promise<typeof import("./ask-editor.js")>;
}

interface Answering {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
  /** Asked by Inquirer at the end: a question that was gone back from leaves no trace. */
  readonly clearPromptOnDone: boolean;
  readonly back: () => void;
}

/** The caller has checked that both streams are terminals: Inquirer itself does not. */
export const createInquirerPrompts = ({ input, output, signal, style, editor }: PromptStreams): Prompts => {
  shortenEscape(input);
  const theme = promptTheme(style);
  const columns = () => output.columns;

  const write = (text: string) => void output.stream.write(text);
  let height = 0;
  /** Counts what stays on the screen. */
  const leave = (...lines: readonly string[]) => {
    for (const line of lines) height += Math.max(1, Math.ceil(columnWidth(line) / columns()));
  };

  const askOrBack = async <T>(question: (streams: Answering) => Promise<T>): Promise<T | Back> => {
    const keys = watchKeys(input, write);
    try {
      return await question({
        input,
        output: output.stream,
        signal: AbortSignal.any([signal, keys.signal]),
        back: keys.back,
        get clearPromptOnDone() {
          return keys.isBack();
        },
      });
    } catch (error) {
      if (keys.isBack() && !signal.aborted) return BACK;
      if (error instanceof Error && LEFT.has(error.name)) throw new Failure("E_INTERRUPTED", "stopped");
      throw error;
    } finally {
      keys.stop();
    }
  };

  /** Where there is nothing to go back to, Esc leaves. */
  const ask = async <T>(question: (streams: Answering) => Promise<T>): Promise<T> => {
    const answer = await askOrBack(question);
    if (answer === BACK) throw new Failure("E_INTERRUPTED", "stopped");
    return answer;
  };

  return {
    // toggleMask would offer to show what is typed.
    secret: (message) =>
      ask((streams) =>
        password(
          {
            message: sanitizeLine(message),
            mask: "•",
            toggleMask: false,
            validate: (answer) => (answer.trim() === "" ? "Nothing was typed yet; ctrl-c leaves" : true),
            theme,
          },
          streams,
        ),
      ),
    confirm: (message) =>
      ask((streams) => confirm({ message: sanitizeLine(message), default: false, theme }, streams)),
    select: async <Value>(question: SelectQuestion<Value>) => {
      const answer = await askOrBack((streams) =>
        createSelect<Value>()({ ...question, style, columns, back: streams.back }, streams),
      );
      if (answer !== BACK) leave(""); // It is cut to one line.
      return answer;
    },
    text: async ({ message, preset, problem }) => {
      const answer = await askOrBack((streams) =>
        text(
          {
            message: sanitizeLine(message),
            ...(preset === undefined ? {} : { default: preset, prefill: "editable" as const }),
            validate: (typed) => problem?.(typed) ?? true,
            theme,
          },
          streams,
        ),
      );
      if (answer !== BACK) leave(`✔ ${sanitizeLine(message)} ${answer}`);
      return answer;
    },
    editor: async (before) => (await editor()).askEditor(before),
    show: async (lines) => {
      const clean = lines.map((line) => sanitizeLine(line));
      leave(...clean);
      write(clean.map((line) => `${line}\n`).join(""));
    },
    mark: () => height,
    rewind: async (mark) => {
      if (height > mark) write(`\u001b[${height - mark}A\r\u001b[0J`);
      height = mark;
    },
  };
};

const LEFT = new Set(["ExitPromptError", "AbortPromptError"]);

/** How long a lone Esc waits to be part of an arrow key. */
const ESCAPE_MS = 60;

/** The first readline interface on a stream decides how long an Esc waits, and Inquirer's own would take half a second. */
const shortenEscape = (input: Readable): void =>
  createInterface({ input, output: nullStream(), terminal: true, escapeCodeTimeout: ESCAPE_MS }).close();

const nullStream = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Inquirer's looks in the colours of this run: its own would ignore --color and NO_COLOR. */
const promptTheme = (style: Style) => ({
  prefix: { idle: style("?", "warn"), done: style("✔", "good") },
  style: {
    answer: (text: string) => text,
    message: (text: string) => style(text, "strong"),
    error: (text: string) => style(`  ${text}`, "bad"),
    help: (text: string) => style(text, "muted"),
    highlight: (text: string) => style(text, "strong"),
    key: (text: string) => style(`<${text}>`, "strong"),
    defaultAnswer: (text: string) => style(`(${text})`, "muted"),
    maskedText: "",
  },
});
