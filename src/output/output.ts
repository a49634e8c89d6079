import type { Writable } from "node:stream";
import type { JsonValue } from "../domain/json.js";
import { tableOf, toTsv } from "./delimited.js";
import { isMachineFormat, type OutputFormat } from "./formats.js";
import { toJson, toNdjson } from "./json-text.js";
import { isUnsafe, sanitizeLine } from "./sanitize.js";
import type { Headline, Screen, Table, Tone } from "./screen.js";
import { screenTexts } from "./screen-texts.js";
import { assertFields, fieldTable, selectFields, splitFields } from "./select-fields.js";
import { startSpinner } from "./spinner.js";
import { plainStyle, type Style } from "./style.js";
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

/** What a command gives to be shown. */
export interface Result {
  readonly document: JsonValue;
  readonly screen: () => Screen;
}

/** The only writer of stdout and stderr. Results go to stdout, all talk to stderr. */
export interface Output {
  /** Whether a person reads the result: a table on a terminal. */
  readonly isForPerson: boolean;
  /** Checks --fields and --query before anything is sent. @throws Failure E_FIELD, E_QUERY */
  check(knownFields: readonly string[]): Promise<void>;
  result(result: Result): Promise<void>;
  /** A ready text on stdout, for commands that show before they end; silent in machine formats. */
  print(text: string): Promise<void>;
  /** One line on stderr that says what happened; silent with --quiet and in machine formats. */
  headline(headline: Headline): Promise<void>;
  note(text: string): Promise<void>;
  /** Like `note`, but --quiet does not silence it. */
  warn(text: string): Promise<void>;
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
  const isForPerson = format === "table" && streams.stdout.isTerminal && options.query === undefined;

  const talk = async (mark: Headline["mark"], text: string, aside = "") => {
    const style = await parts.stderrStyle();
    const [sign, tone] = MARKS[mark];
    const tail = aside === "" ? "" : `   ${style(sanitizeLine(aside), "muted")}`;
    await writeErr(`${style(sign, tone)} ${sanitizeLine(text)}${tail}\n`);
  };

  const asText = (document: JsonValue) => (format === "ndjson" ? toNdjson(document) : toJson(document));

  const tableText = async (table: Table): Promise<string> => {
    if (format === "csv") return (await parts.csv()).toCsv(table);
    if (format === "tsv" || !streams.stdout.isTerminal) return toTsv(table);
    return personText({ table });
  };

  const personText = async (screen: Screen): Promise<string> => {
    const { renderTerminal } = await parts.terminal();
    const style = await parts.stdoutStyle();
    return renderTerminal(screen, { width: streams.stdout.columns, now: now(), style });
  };

  const render = async ({ document, screen }: Result): Promise<string> => {
    if (options.query !== undefined) {
      const { compileQuery, queryText } = await parts.query();
      return queryText(compileQuery(options.query)(document), asText);
    }
    if (isSilent) return asText(fields === undefined ? document : selectFields(document, fields));
    if (fields !== undefined) return tableText(fieldTable(document, fields));
    const view = screen();
    if (view.text !== undefined) return view.text;
    return isForPerson ? personText(view) : tableText(tableOf(view));
  };

  const tellIfCleaned = async (screen: Screen): Promise<void> => {
    if (screenTexts(screen).some(isUnsafe)) {
      await talk("info", "control characters were left out of the text above; --json has them as they are");
    }
  };

  return {
    isForPerson,
    check: async (knownFields) => {
      if (fields !== undefined) assertFields(fields, knownFields);
      if (options.query !== undefined) (await parts.query()).compileQuery(options.query);
    },
    result: async (result) => {
      const text = await render(result);
      if (text !== "" || options.query !== undefined) await writeOut(`${text}\n`);
      if (!isSilent && options.query === undefined && !options.quiet) await tellIfCleaned(result.screen());
    },
    print: async (text) => {
      if (!isSilent) await writeOut(`${text}\n`);
    },
    headline: async ({ mark, text, aside }) => {
      if (!isSilent && !options.quiet) await talk(mark, text, aside);
    },
    note: async (text) => {
      if (!isSilent && !options.quiet) await talk("info", text);
    },
    warn: async (text) => {
      if (!isSilent) await talk("warn", text);
    },
    during: async (label, work) => {
      if (isSilent || options.quiet || !streams.stderr.isTerminal) return work;
      const stop = startSpinner(writeErr, label);
      try {
        return await work;
      } finally {
        await stop();
      }
    },
  };
};

export const NO_STYLE = async (): Promise<Style> => plainStyle;
