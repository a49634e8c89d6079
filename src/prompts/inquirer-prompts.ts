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

interface InquirerOptions {
  readonly input: Readable;
  /** stderr, so that stdout holds only results. */
  readonly output: TerminalStream;
  readonly signal: AbortSignal;
  readonly style: Style;
  /** Loaded only when needed, because it is large. */
  readonly editor: () => Promise<typeof import("./ask-editor.js")>;
}

interface QuestionStreams {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
  /** Read by Inquirer when the question ends. True for BACK, which erases the question. */
  readonly clearPromptOnDone: boolean;
  readonly back: () => void;
}

/** The caller must check that both streams are terminals, since Inquirer does not. */
export const createInquirerPrompts = ({ input, output, signal, style, editor }: InquirerOptions): Prompts => {
  shortenEscape(input);
  const theme = promptTheme(style);
  const columns = () => output.columns;

  const write = (text: string) => void output.stream.write(text);
  let height = 0;
  /** Counts the lines that remain on the screen. */
  const addHeight = (...lines: readonly string[]) => {
    for (const line of lines) height += Math.max(1, Math.ceil(columnWidth(line) / columns()));
  };

  const askOrBack = async <T>(question: (streams: QuestionStreams) => Promise<T>): Promise<T | Back> => {
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
      if (error instanceof Error && EXIT_ERRORS.has(error.name))
        throw new Failure("E_INTERRUPTED", "stopped");
      throw error;
    } finally {
      keys.stop();
    }
  };

  /** For questions without a previous one, where Esc ends the program. */
  const ask = async <T>(question: (streams: QuestionStreams) => Promise<T>): Promise<T> => {
    const answer = await askOrBack(question);
    if (answer === BACK) throw new Failure("E_INTERRUPTED", "stopped");
    return answer;
  };

  return {
    // toggleMask would offer to reveal the typed text.
    secret: (message) =>
      ask((streams) =>
        password(
          {
            message: sanitizeLine(message),
            mask: "•",
            toggleMask: false,
            validate: (answer) => (answer.trim() === "" ? "Nothing typed yet; ctrl-c to cancel" : true),
            theme,
          },
          streams,
        ),
      ),
    confirm: (message) =>
      ask((streams) => confirm({ message: sanitizeLine(message), default: false, theme }, streams)),
    select: async <Value>(question: SelectQuestion<Value>) => {
      const answer = await askOrBack((streams) =>
        createSelect<Value>()({ ...question, style, columns }, streams),
      );
      if (answer !== BACK) addHeight(""); // The answer is cut to one line.
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
      if (answer !== BACK) addHeight(`✔ ${sanitizeLine(message)} ${answer}`);
      return answer;
    },
    editor: async (before) => (await editor()).askEditor(before),
    show: async (lines) => {
      const clean = lines.map((line) => sanitizeLine(line));
      addHeight(...clean);
      write(clean.map((line) => `${line}\n`).join(""));
    },
    mark: () => height,
    rewind: async (mark) => {
      if (height > mark) write(`\u001b[${height - mark}A\r\u001b[0J`);
      height = mark;
    },
  };
};

const EXIT_ERRORS = new Set(["ExitPromptError", "AbortPromptError"]);

/** How long to wait after Esc for the rest of an escape sequence. */
const ESCAPE_MS = 60;

/** The first readline interface on a stream sets its escape timeout, and Inquirer's would be half a second. */
const shortenEscape = (input: Readable): void =>
  createInterface({ input, output: nullStream(), terminal: true, escapeCodeTimeout: ESCAPE_MS }).close();

const nullStream = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** A theme in the colours of this run. Inquirer's own would ignore --color and NO_COLOR. */
const promptTheme = (style: Style) => ({
  prefix: { idle: style("?", "strong"), done: style("✔", "strong") },
  style: {
    answer: (text: string) => style(text, "strong"),
    message: (text: string) => text,
    error: (text: string) => style(`  ${text}`, "error"),
    help: (text: string) => style(text, "muted"),
    highlight: (text: string) => style(text, "strong"),
    key: (text: string) => style(`<${text}>`, "strong"),
    defaultAnswer: (text: string) => style(`(${text})`, "muted"),
    maskedText: "",
  },
});
