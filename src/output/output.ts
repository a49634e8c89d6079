import type { JsonObject, JsonValue } from "../model/json.js";
import type { WarningDocument } from "../schemas/failure-documents.js";
import { isMachineFormat, type OutputFormat } from "./formats.js";
import { createLogger } from "./logger.js";
import { createRenderer } from "./renderer.js";
import { isUnsafe, sanitizeLine } from "./sanitize.js";
import { splitFields, withDerived } from "./select-fields.js";
import type { Progress, showProgress } from "./show-progress.js";
import { createSpinner, textOf } from "./spinner.js";
import type { Style } from "./style.js";
import { type TerminalStream, textWidth } from "./terminal-stream.js";
import type { View } from "./view.js";
import { createWriter, type Write } from "./writer.js";

export interface OutputOptions {
  readonly format: OutputFormat;
  readonly fields?: string | undefined;
  readonly query?: string | undefined;
  readonly quiet: boolean;
  /** Whether tab-separated lines begin with a header, as csv always does. */
  readonly header?: boolean | undefined;
  /** Notes also without a terminal on stderr. */
  readonly isVerbose: boolean;
  /** No spinner and no progress bar, even on a terminal. */
  readonly isAnimationDisabled?: boolean;
  /** RFC 3339 instead of relative times in tables, because they are read later than now. */
  readonly hasExactTimes?: boolean;
}

/** Modules that only some runs need; each is loaded as a separate chunk. */
export interface OutputModules {
  readonly stdoutStyle: () => Promise<Style>;
  readonly stderrStyle: () => Promise<Style>;
  readonly terminal: () => Promise<typeof import("./terminal.js")>;
  readonly csv: () => Promise<typeof import("./csv.js")>;
  readonly progress: () => Promise<typeof import("./show-progress.js")>;
  readonly query: () => Promise<typeof import("./query.js")>;
  /** Masks the keys that this run has opened. */
  readonly withoutKeys: (text: string) => string;
  /** Makes all output safe for a CI log, in which some lines are commands. Default: unchanged. */
  readonly escapeLogCommands?: ((text: string) => string) | undefined;
}

type DerivedValues = (document: JsonObject) => Readonly<Record<string, JsonValue>>;

/** The result of a command; only what is shown is computed. */
export interface Result {
  /** For JSON, --fields and --query. */
  readonly document: () => JsonValue;
  /** For everything else. */
  readonly view: () => View;
  /** Values of a document under further names, for --fields. */
  readonly derived?: (() => DerivedValues) | undefined;
  /** The warnings of the view that programs need too. */
  readonly warnings?: readonly string[] | undefined;
}

/** A list in chunks, and how they are combined. */
interface ListChunks<Model> {
  readonly chunks: AsyncIterable<Model>;
  readonly whole: (chunks: readonly Model[]) => Model;
  /** The view is one text, which is written at the end; ndjson, csv and tsv still get the chunks. */
  readonly isOneText?: boolean;
}

/** How a chunk, or the combined list, is shown; see `Result`. */
interface ChunkView<Model> {
  readonly document: (model: Model) => JsonValue;
  readonly view: (model: Model) => View;
  readonly derived?: ((model: Model) => DerivedValues) | undefined;
}

/** The only writer of stdout and stderr. Results go to stdout, messages to stderr. */
export interface Output {
  readonly format: OutputFormat;
  /** Whether a person reads the result: a table on a terminal. */
  readonly isForPerson: boolean;
  /** Columns for prose on stdout. */
  readonly textWidth: number;
  /** Checks --fields and --query before anything is sent. @throws Failure E_FIELD, E_QUERY, E_CONFLICT */
  check(knownFields: () => readonly string[]): Promise<void>;
  /**
   * Writes the result to stdout, and its headline and warnings to stderr. The headline is a note.
   * @throws Failure E_QUERY_RESULT, E_OUTPUT
   */
  result(result: Result): Promise<void>;
  /**
   * Writes a list to stdout: each chunk immediately in line-based formats, otherwise the complete list at the end.
   * Stops when the reader has closed stdout, and returns whether everything was written. @throws as `result`
   */
  list<Model>(list: ListChunks<Model>, view: ChunkView<Model>): Promise<boolean>;
  /** Writes each event to stdout immediately, until the list ends or the reader has closed stdout. @throws as `result` */
  events<Model>(list: AsyncIterable<Model>, view: ChunkView<Model>): Promise<void>;
  /** Writes a text to stdout before the command ends; silent in machine formats. */
  print(text: string): Promise<void>;
  /**
   * A message on stderr if that is a terminal, or with -v; silent with --quiet and in machine formats. The context, such as a
   * command, is not wrapped.
   */
  note(text: string, context?: string): Promise<void>;
  /** A warning on stderr, even with --quiet; in machine formats one JSON object per line. */
  warn(text: string): Promise<void>;
  /** Lines on stderr that belong to a question, even with --quiet; not wrapped, so that they can be copied. */
  show(lines: readonly string[]): Promise<void>;
  /** Shows a spinner until the promise settles; a label that is a function is called for every frame. */
  during<T>(label: string | (() => string), work: Promise<T>): Promise<T>;
  /** Shows progress on stderr until the returned function is called. Silent like `note`. */
  progress(read: () => Progress): Promise<() => Promise<void>>;
}

const CLEANED_NOTE = "control characters were removed above; --json shows them";

export const createOutput = (
  options: OutputOptions,
  streams: { readonly stdout: TerminalStream; readonly stderr: TerminalStream },
  modules: OutputModules,
  now: () => number,
): Output => {
  const { withoutKeys, escapeLogCommands = (text) => text } = modules;
  const writeOut = createWriter(streams.stdout.stream, (text) => escapeLogCommands(withoutKeys(text)));
  const writeRaw = createWriter(streams.stderr.stream, modules.escapeLogCommands);
  const writeErr: Write = (text) => writeRaw(withoutKeys(text));
  const isSilent = isMachineFormat(options.format);
  const hasNotes = !isSilent && !options.quiet && (options.isVerbose || streams.stderr.isTerminal);
  const isAnimated = streams.stderr.isTerminal && options.isAnimationDisabled !== true;
  const spinner = createSpinner(writeErr);
  let progress: ReturnType<typeof showProgress> | undefined;
  const clear = async () => {
    await spinner.clear();
    await progress?.clear();
  };
  const log = createLogger({
    write: writeErr,
    stream: streams.stderr,
    style: modules.stderrStyle,
    spinner: { clear },
  });
  /** Programs that read stderr get warnings too. */
  const warn = async (text: string): Promise<void> => {
    if (isSilent) await writeErr(`${JSON.stringify(warningDocument(text))}\n`);
    else await log("warn", text);
  };
  const { isForPerson, canStream, check, render } = createRenderer(options, streams.stdout, modules, now);

  const warnAll = async (texts: readonly string[] = []): Promise<void> => {
    for (const text of texts) await warn(text);
  };

  const documentOf = ({ document, derived }: Result): Result["document"] =>
    options.fields === undefined || derived === undefined
      ? document
      : () => withDerived(document(), splitFields(options.fields ?? ""), derived());

  let knownFields: () => readonly string[] = () => [];
  /** The one warning of a read: a mistyped name gives null, which looks like a value that is absent. */
  const warnOfUnknownName = async ({ document }: Result): Promise<void> => {
    if (options.query === undefined) return;
    const { unknownName } = await modules.query();
    const name = unknownName(options.query, document(), knownFields());
    if (name !== undefined) await warn(`--query: the result has no field "${name}"`);
  };

  let hasNotedCleaning = false;
  /** Returns whether stdout is still open. */
  const write = async (result: Result, isFirst = true, isEvent = false): Promise<boolean> => {
    const view = isSilent ? {} : result.view();
    const { headline, isHeadlineLast = false, warnings } = view;
    const sayHeadline = async () => {
      if (headline !== undefined && hasNotes) await log(headline.level, headline.text, headline.context);
    };
    if (!isHeadlineLast) await sayHeadline();
    const { text, sources } = await render(
      { document: documentOf(result), view: () => view },
      isFirst,
      isEvent,
    );
    if (streams.stdout.isTerminal) await clear();
    const isRead = text === undefined || (await writeOut(`${text}\n`));
    if (isHeadlineLast) await sayHeadline();
    await warnAll(isSilent ? result.warnings : warnings);
    if (hasNotes && !hasNotedCleaning && sources.some(isUnsafe)) {
      hasNotedCleaning = true;
      await log("info", CLEANED_NOTE);
    }
    return isRead;
  };

  const writeWhole = async (result: Result): Promise<boolean> => {
    const isRead = await write(result);
    await warnOfUnknownName(result);
    return isRead;
  };

  return {
    format: options.format,
    isForPerson,
    textWidth: textWidth(streams.stdout),
    check: async (fields) => {
      knownFields = fields;
      await check(fields);
    },
    result: async (result) => void (await writeWhole(result)),
    list: async ({ chunks: list, whole, isOneText = false }, { document, view, derived }) => {
      const isStreamed =
        canStream && !(isOneText && options.format === "table" && options.fields === undefined);
      const resultOf = (model: Parameters<typeof document>[0]): Result => ({
        document: () => document(model),
        view: () => view(model),
        derived: derived && (() => derived(model)),
      });
      const kept: Parameters<typeof document>[0][] = [];
      let isFirst = true;
      for await (const chunk of list) {
        if (!isStreamed) kept.push(chunk);
        else if (!(await write(resultOf(chunk), isFirst))) return false;
        isFirst = false;
      }
      return !isStreamed || isFirst ? writeWhole(resultOf(whole(kept))) : true;
    },
    events: async (list, { document, view }) => {
      let isFirst = true;
      for await (const event of list) {
        const result = { document: () => document(event), view: () => view(event) };
        if (!(await write(result, isFirst, true))) return;
        isFirst = false;
      }
    },
    print: async (text) => {
      if (!isSilent) await writeOut(`${text}\n`);
    },
    note: async (text, context) => {
      if (hasNotes) await log("info", text, context);
    },
    warn,
    show: async (lines) => {
      if (isSilent) return;
      await clear();
      await writeErr(lines.map((line) => `${sanitizeLine(line)}\n`).join(""));
    },
    during: async (label, work) =>
      hasNotes && isAnimated ? spinner.during(() => sanitizeLine(textOf(label)), work) : work,
    progress: async (read) => {
      if (!hasNotes) return async () => {};
      const { showProgress } = await modules.progress();
      progress = showProgress(read, {
        write: writeErr,
        stream: streams.stderr,
        style: await modules.stderrStyle(),
        now,
        isAnimated,
        log: (text) => log("info", text),
      });
      return progress.stop;
    },
  };
};

const warningDocument = (message: string): WarningDocument => ({ schema: 1, warning: { message } });
