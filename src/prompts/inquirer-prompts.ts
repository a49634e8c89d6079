import { createInterface } from "node:readline";
import { type Readable, Writable } from "node:stream";
import { confirm, password, input as text } from "@inquirer/prompts";
import { Failure } from "../failure/failure.js";
import { sanitizeLine } from "../output/sanitize.js";
import type { Style } from "../output/style.js";
import type { TerminalStream } from "../output/terminal-stream.js";
import { createPick } from "./pick.js";
import { promptTheme } from "./prompt-theme.js";
import { BACK, type Back, type Pick, type Prompts } from "./prompts.js";
import { type WatchOptions, watchKeys } from "./watch-keys.js";

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

  const askOrBack = async <T>(
    question: (streams: Answering) => Promise<T>,
    watching?: WatchOptions,
  ): Promise<T | Back> => {
    const keys = watchKeys(input, watching);
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
        password({ message: sanitizeLine(message), mask: "•", toggleMask: false, theme }, streams),
      ),
    confirm: (message) =>
      ask((streams) => confirm({ message: sanitizeLine(message), default: false, theme }, streams)),
    pick: <Value>(question: Pick<Value>) =>
      askOrBack((streams) =>
        createPick<Value>()({ ...question, style, columns, back: streams.back }, streams),
      ),
    text: ({ message, preset, problem }) =>
      askOrBack((streams) =>
        text(
          {
            message: sanitizeLine(message),
            ...(preset === undefined ? {} : { default: preset, prefill: "editable" as const }),
            validate: (answer) => problem?.(answer) ?? true,
            theme,
          },
          streams,
        ),
      ),
    editor: async (question) => {
      const { askEditor } = await editor();
      return askOrBack((streams) => askEditor(question, theme, streams), { isLent: true });
    },
  };
};

const LEFT = new Set(["ExitPromptError", "AbortPromptError"]);

/** How long a lone Esc waits to be part of an arrow key. */
const ESCAPE_MS = 60;

/** The first readline interface on a stream decides how long an Esc waits, and Inquirer's own would take half a second. */
const shortenEscape = (input: Readable): void =>
  createInterface({ input, output: nowhere(), terminal: true, escapeCodeTimeout: ESCAPE_MS }).close();

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
