import type { Writable } from "node:stream";
import type { JsonValue } from "../domain/json.js";
import { Failure } from "../failure/failure.js";
import { tableOf, toTsv } from "./delimited.js";
import { isMachineFormat, type OutputFormat } from "./formats.js";
import { toJson, toNdjson } from "./json-text.js";
import { isUnsafe, sanitize, sanitizeLine } from "./sanitize.js";
import type { Headline, Screen, Table, Tone } from "./screen.js";
import { screenTexts } from "./screen-texts.js";
import { assertFields, fieldTable, selectFields, splitFields } from "./select-fields.js";
import { createSpinner } from "./spinner.js";
import type { Style } from "./style.js";
import { wrapWords } from "./wrap-words.js";
import { createWriter } from "./writer.js";

export interface OutputOptions {
  readonly format: OutputFormat;
  readonly fields?: string | undefined;
  readonly query?: string | undefined;
  readonly quiet: boolean;
}

export interface TerminalStream {
  readonly stream: Writable;
  readonly isTerminal: boolean;
  readonly columns: number;
}

/** The parts that only some runs need; each is a chunk of its own. */
export interface OutputParts {
  readonly stdoutStyle: () => Promise<Style>;
  readonly stderrStyle: () => Promise<Style>;
  readonly terminal: () => Promise<typeof import("./terminal.js")>;
  readonly csv: () => Promise<typeof import("./csv.js")>;
  readonly query: () => Promise<typeof import("./query.js")>;
}

/** What a command gives to be shown; made only as far as it is. */
interface Result {
  /** For JSON, --fields and --query. */
  readonly document: () => JsonValue;
  /** For everything else. */
  readonly screen: () => Screen;
}

/** The only writer of stdout and stderr. Results go to stdout, all talk to stderr. */
export interface Output {
  /** Whether a person reads the result: a table on a terminal. */
  readonly isForPerson: boolean;
  /** Checks --fields and --query before anything is sent. @throws Failure E_FIELD, E_QUERY, E_CONFLICT */
  check(knownFields: readonly string[]): Promise<void>;
  /**
   * The result on stdout; its headline and remarks on stderr, --quiet silencing only the headline.
   * @throws Failure E_QUERY_RESULT, E_OUTPUT
   */
  result(result: Result): Promise<void>;
  /** A ready text on stdout, for commands that show before they end; silent in machine formats. */
  print(text: string): Promise<void>;
  /** A line on stderr; silent with --quiet and in machine formats. */
  note(text: string): Promise<void>;
  /** Shows that something is under way until the promise settles. */
  during<T>(label: string, work: Promise<T>): Promise<T>;
}

const MARKS: Readonly<Record<Headline["mark"], readonly [string, Tone]>> = {
  done: ["✔", "good"],
  info: ["·", "muted"],
  warn: ["!", "warn"],
};

export const createOutput = (
  options: OutputOptions,
  streams: { readonly stdout: TerminalStream; readonly stderr: TerminalStream },
  parts: OutputParts,
  now: () => number,
): Output => {
  const { format } = options;
  const fields = options.fields === undefined ? undefined : splitFields(options.fields);
  const writeOut = createWriter(streams.stdout.stream);
  const writeErr = createWriter(streams.stderr.stream);
  const isSilent = isMachineFormat(format);
  const isTalkative = !isSilent && !options.quiet;
  const isForPerson = format === "table" && streams.stdout.isTerminal && options.query === undefined;
  const spinner = createSpinner(writeErr);
  const query = once(async () => (await parts.query()).compileQuery(options.query ?? "@"));

  const talk = async (mark: Headline["mark"], text: string, aside = "") => {
    const style = await parts.stderrStyle();
    const [sign, tone] = MARKS[mark];
    const line = `${style(sign, tone)} ${inWidth(sanitizeLine(text))}`;
    await spinner.clear();
    await writeErr(`${line}${besideOrBelow(`${sign} ${text}`, sanitizeLine(aside), style)}\n`);
  };

  const inWidth = (text: string): string => {
    const { isTerminal, columns } = streams.stderr;
    return isTerminal ? wrapWords(text, columns - INDENT.length).join(`\n${INDENT}`) : text;
  };

  /** At the end of the line, or on the next one where a terminal is too narrow. */
  const besideOrBelow = (line: string, aside: string, style: Style): string => {
    if (aside === "") return "";
    const { isTerminal, columns } = streams.stderr;
    const isWide = !isTerminal || line.length + GAP.length + aside.length <= columns;
    return `${isWide ? GAP : `\n${INDENT}`}${style(aside, "muted")}`;
  };

  const asText = (document: JsonValue) => (format === "ndjson" ? toNdjson(document) : toJson(document));

  const tableText = async (table: Table): Promise<Rendered> => {
    if (format === "csv") return cleanForTerminal((await parts.csv()).toCsv(table));
    if (format === "tsv" || !streams.stdout.isTerminal)
      return { text: table.rows.length === 0 ? undefined : toTsv(table), sources: screenTexts({ table }) };
    return personText({ table });
  };

  const personText = async (screen: Screen): Promise<Rendered> => {
    const { renderTerminal } = await parts.terminal();
    const style = await parts.stdoutStyle();
    const text = renderTerminal(screen, { width: streams.stdout.columns, now: now(), style });
    return { text: text || undefined, sources: screenTexts(screen) };
  };

  /** JSON and CSV are exact for programs; on a terminal nothing may steer it. */
  const cleanForTerminal = (text: string) =>
    streams.stdout.isTerminal ? { text: sanitize(text), sources: [text] } : { text, sources: [] };

  const render = async ({ document, screen }: Result): Promise<Rendered> => {
    if (options.query !== undefined) {
      const { queryText } = await parts.query();
      return cleanForTerminal(queryText((await query())(document()), asText));
    }
    if (isSilent) {
      const { text, sources } = cleanForTerminal(
        asText(fields === undefined ? document() : selectFields(document(), fields)),
      );
      return { text: text || undefined, sources };
    }
    if (fields !== undefined) return tableText(fieldTable(document(), fields));
    const { text, ...view } = screen();
    if (text !== undefined) return { text: text || undefined, sources: [] };
    return isForPerson ? personText(view) : tableText(tableOf(view));
  };

  return {
    isForPerson,
    check: async (knownFields) => {
      if (fields !== undefined && options.query !== undefined) throw bothPick();
      if (fields !== undefined) assertFields(fields, knownFields);
      if (options.query !== undefined) await query();
    },
    result: async (result) => {
      const { headline, remarks = [] } = isSilent ? {} : result.screen();
      if (headline !== undefined && isTalkative) await talk(headline.mark, headline.text, headline.aside);
      const { text, sources } = await render(result);
      if (text !== undefined) await writeOut(`${text}\n`);
      for (const remark of remarks) await talk("warn", remark);
      if (isTalkative && sources.some(isUnsafe)) await talk("info", CLEANED);
    },
    print: async (text) => {
      if (!isSilent) await writeOut(`${text}\n`);
    },
    note: async (text) => {
      if (isTalkative) await talk("info", text);
    },
    during: async (label, work) =>
      isTalkative && streams.stderr.isTerminal ? spinner.during(label, work) : work,
  };
};

/** Text for stdout, if any, and the outside texts in it as they were before cleaning. */
interface Rendered {
  readonly text: string | undefined;
  readonly sources: readonly string[];
}

const GAP = "   ";
const INDENT = "  ";
const CLEANED = "control characters were left out above; --json has them";

const bothPick = (): Failure =>
  new Failure("E_CONFLICT", "--fields and --query both pick from the result; give one of them", {
    hint: ["Nothing was sent."],
  });

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
