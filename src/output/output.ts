import type { JsonValue } from "../model/json.js";
import { isMachineFormat, type OutputFormat } from "./formats.js";
import { createLogger } from "./logger.js";
import { createRenderer } from "./renderer.js";
import { isUnsafe, sanitizeLine } from "./sanitize.js";
import type { Progress, ShownProgress } from "./show-progress.js";
import { createSpinner, type Label, textOf } from "./spinner.js";
import type { Style } from "./style.js";
import { type TerminalStream, textWidth } from "./terminal-stream.js";
import type { View } from "./view.js";
import { createWriter, type Write } from "./writer.js";

export interface OutputOptions {
  readonly format: OutputFormat;
  readonly fields?: string | undefined;
  readonly query?: string | undefined;
  readonly quiet: boolean;
  /** Nothing is drawn over, also on a terminal. */
  readonly isStill?: boolean;
}

/** The parts that only some runs need; each is a chunk of its own. */
export interface OutputParts {
  readonly stdoutStyle: () => Promise<Style>;
  readonly stderrStyle: () => Promise<Style>;
  readonly terminal: () => Promise<typeof import("./terminal.js")>;
  readonly csv: () => Promise<typeof import("./csv.js")>;
  readonly progress: () => Promise<typeof import("./show-progress.js")>;
  readonly query: () => Promise<typeof import("./query.js")>;
  /** Text without the keys that this run has opened. */
  readonly withoutKeys: (text: string) => string;
  /** All text as whoever reads along may see it, such as a CI system that obeys some lines; as it is, if left out. */
  readonly escapeLogCommands?: ((text: string) => string) | undefined;
}

/** What a command gives to be shown; made only as far as it is. */
export interface Result {
  /** For JSON, --fields and --query. */
  readonly document: () => JsonValue;
  /** For everything else. */
  readonly view: () => View;
  /** Those remarks of the screen that a program has to know too. */
  readonly warnings?: readonly string[] | undefined;
}

/** A list in parts, and how parts become one. */
interface ResultParts<Model> {
  readonly parts: AsyncIterable<Model>;
  readonly whole: (parts: readonly Model[]) => Model;
  /** Its screen is one text, which a pipe gets whole; ndjson, csv and tsv still get its parts. */
  readonly isOneText?: boolean;
}

/** How a part, or the whole, is shown; see `Result`. */
interface PartView<Model> {
  readonly document: (model: Model) => JsonValue;
  readonly view: (model: Model) => View;
}

/** The only writer of stdout and stderr. Results go to stdout, all talk to stderr. */
export interface Output {
  /** Whether a person reads the result: a table on a terminal. */
  readonly isForPerson: boolean;
  /** Columns for running text on stdout. */
  readonly textWidth: number;
  /** Checks --fields and --query before anything is sent. @throws Failure E_FIELD, E_QUERY, E_CONFLICT */
  check(knownFields: readonly string[]): Promise<void>;
  /**
   * The result on stdout; its headline and remarks on stderr, --quiet silencing only the headline.
   * @throws Failure E_QUERY_RESULT, E_OUTPUT
   */
  result(result: Result): Promise<void>;
  /**
   * A list on stdout: line by line as it comes where the format has lines, else when it is complete.
   * Ends early when nobody reads any more, and tells whether it came to the end. @throws as `result`
   */
  parts<Model>(list: ResultParts<Model>, view: PartView<Model>): Promise<boolean>;
  /** Events on stdout, each at once, until there are no more or nobody reads any more. @throws as `result` */
  events<Model>(list: AsyncIterable<Model>, view: PartView<Model>): Promise<void>;
  /** A ready text on stdout, for commands that show before they end; silent in machine formats. */
  print(text: string): Promise<void>;
  /** A line on stderr; silent with --quiet and in machine formats. The aside, such as a command, is never wrapped. */
  note(text: string, context?: string): Promise<void>;
  /** A warning on stderr, --quiet or not; one JSON object a line in machine formats. */
  warn(text: string): Promise<void>;
  /** Lines on stderr that belong to a question, --quiet or not; never broken, so that they can be copied. */
  show(lines: readonly string[]): Promise<void>;
  /** Shows that something is under way until the promise settles; a label that changes is asked for ever anew. */
  during<T>(label: Label, work: Promise<T>): Promise<T>;
  /** Shows on stderr how far a long piece of work is, until what it gives is called. Silent as `note` is. */
  progress(look: () => Progress): Promise<() => Promise<void>>;
}

const CLEANED = "control characters were left out above; --json has them";

export const createOutput = (
  options: OutputOptions,
  streams: { readonly stdout: TerminalStream; readonly stderr: TerminalStream },
  parts: OutputParts,
  now: () => number,
): Output => {
  const { withoutKeys, escapeLogCommands = (text) => text } = parts;
  const writeOut = createWriter(streams.stdout.stream, (text) => escapeLogCommands(withoutKeys(text)));
  const writeRaw = createWriter(streams.stderr.stream, parts.escapeLogCommands);
  const writeErr: Write = (text) => writeRaw(withoutKeys(text));
  const isSilent = isMachineFormat(options.format);
  const isVerbose = !isSilent && !options.quiet;
  const isAnimated = streams.stderr.isTerminal && options.isStill !== true;
  const spinner = createSpinner(writeErr);
  let progress: ShownProgress | undefined;
  const clear = async () => {
    await spinner.clear();
    await progress?.clear();
  };
  const log = createLogger({
    write: writeErr,
    stream: streams.stderr,
    style: parts.stderrStyle,
    spinner: { clear },
  });
  /** A warning is for whoever reads stderr, a program too. */
  const warn = async (text: string): Promise<void> => {
    if (isSilent) await writeErr(`${JSON.stringify({ schema: 1, warning: { message: text } })}\n`);
    else await log("warn", text);
  };
  const { isForPerson, isByLine, check, render } = createRenderer(options, streams.stdout, parts, now);

  const warnAll = async (texts: readonly string[] = []): Promise<void> => {
    for (const text of texts) await warn(text);
  };

  let hasToldCleaning = false;
  /** Whether somebody still reads. */
  const show = async (result: Result, isFirst = true, isEvent = false): Promise<boolean> => {
    const view = isSilent ? {} : result.view();
    const { headline, warnings } = view;
    if (headline !== undefined && isVerbose) await log(headline.level, headline.text, headline.context);
    const { text, sources } = await render({ document: result.document, view: () => view }, isFirst, isEvent);
    if (streams.stdout.isTerminal) await clear();
    const isRead = text === undefined || (await writeOut(`${text}\n`));
    await warnAll(isSilent ? result.warnings : warnings);
    if (isVerbose && !hasToldCleaning && sources.some(isUnsafe)) {
      hasToldCleaning = true;
      await log("info", CLEANED);
    }
    return isRead;
  };

  return {
    isForPerson,
    textWidth: textWidth(streams.stdout),
    check,
    result: async (result) => void (await show(result)),
    parts: async ({ parts: list, whole, isOneText = false }, { document, view }) => {
      const isInLines =
        isByLine && !(isOneText && options.format === "table" && options.fields === undefined);
      const resultOf = (model: Parameters<typeof document>[0]): Result => ({
        document: () => document(model),
        view: () => view(model),
      });
      const kept: Parameters<typeof document>[0][] = [];
      let isFirst = true;
      for await (const part of list) {
        if (!isInLines) kept.push(part);
        else if (!(await show(resultOf(part), isFirst))) return false;
        isFirst = false;
      }
      return !isInLines || isFirst ? show(resultOf(whole(kept))) : true;
    },
    events: async (list, { document, view }) => {
      let isFirst = true;
      for await (const event of list) {
        const result = { document: () => document(event), view: () => view(event) };
        if (!(await show(result, isFirst, true))) return;
        isFirst = false;
      }
    },
    print: async (text) => {
      if (!isSilent) await writeOut(`${text}\n`);
    },
    note: async (text, context) => {
      if (isVerbose) await log("info", text, context);
    },
    warn,
    show: async (lines) => {
      if (isSilent) return;
      await clear();
      await writeErr(lines.map((line) => `${sanitizeLine(line)}\n`).join(""));
    },
    during: async (label, work) =>
      isVerbose && isAnimated ? spinner.during(() => sanitizeLine(textOf(label)), work) : work,
    progress: async (look) => {
      if (!isVerbose) return async () => {};
      const { showProgress } = await parts.progress();
      progress = showProgress(look, {
        write: writeErr,
        stream: streams.stderr,
        style: await parts.stderrStyle(),
        now,
        isAnimated,
        say: (text) => log("info", text),
      });
      return progress.stop;
    },
  };
};
