import { Failure } from "../failures/failure.js";
import { programText } from "./cell-text.js";
import { tableOf, toTsv } from "./delimited.js";
import { isMachineFormat } from "./formats.js";
import { toJson, toNdjson } from "./json-text.js";
import type { OutputModules, OutputOptions, Result } from "./output.js";
import { sanitize } from "./sanitize.js";
import { assertFields, fieldTable, selectFields, splitFields } from "./select-fields.js";
import type { TerminalStream } from "./terminal-stream.js";
import type { Cell, Table, View } from "./view.js";

/** Text for stdout, if any, and the untrusted texts in it before sanitizing. */
interface Rendered {
  readonly text: string | undefined;
  readonly sources: readonly string[];
}

/** Renders a result in the format of the run. */
interface Renderer {
  readonly isForPerson: boolean;
  /** Whether the chunks of a list can be written one by one. */
  readonly canStream: boolean;
  /** @throws Failure E_FIELD, E_QUERY, E_CONFLICT */
  check(knownFields: () => readonly string[]): Promise<void>;
  /**
   * @param isFirst whether to write a header first
   * @param isEvent whether it is one of a stream of events: JSON is then written on one line
   * @throws Failure E_QUERY_RESULT
   */
  render(result: Result, isFirst: boolean, isEvent?: boolean): Promise<Rendered>;
}

export const createRenderer = (
  options: OutputOptions,
  stdout: TerminalStream,
  modules: OutputModules,
  now: () => number,
): Renderer => {
  const { format } = options;
  const isDelimited = format === "csv" || format === "tsv";
  const fields = options.fields === undefined ? undefined : splitFields(options.fields);
  const query = once(async () => (await modules.query()).compileQuery(options.query ?? "@"));
  const isForPerson = format === "table" && stdout.isTerminal && options.query === undefined;
  const isTable = format === "table" && stdout.isTerminal;
  const canStream = options.query === undefined && format !== "json" && !isTable;

  const renderTable = async (table: Table, isFirst: boolean): Promise<Rendered> => {
    if (format === "csv") return exactText((await modules.csv()).toCsv(table, isFirst));
    if (!isTable) return tsvText(table, options.header === true && isFirst);
    return renderForPerson({ table });
  };

  const tsvText = (table: Table, withHeader: boolean): Rendered => ({
    text: table.rows.length === 0 && !withHeader ? undefined : toTsv(table, withHeader),
    sources: viewTexts({ table }),
  });

  const renderForPerson = async (view: View): Promise<Rendered> => {
    const { renderTerminal } = await modules.terminal();
    const style = await modules.stdoutStyle();
    const text = renderTerminal(view, {
      width: stdout.columns,
      isVerbose: options.isVerbose,
      now: options.hasExactTimes === true ? undefined : now(),
      style,
    });
    return { text: text || undefined, sources: viewTexts(view) };
  };

  /** JSON and CSV are exact for programs; on a terminal control characters are removed. */
  const cleanForTerminal = (text: string) =>
    stdout.isTerminal ? { text: sanitize(text), sources: [text] } : { text, sources: [] };

  const exactText = (exact: string): Rendered => {
    const { text, sources } = cleanForTerminal(exact);
    return { text: text || undefined, sources };
  };

  const jsonText = (isEvent: boolean) => (format === "ndjson" || isEvent ? toNdjson : toJson);

  const render: Renderer["render"] = async ({ document, view }, isFirst, isEvent = false) => {
    if (options.query !== undefined) {
      const { queryText } = await modules.query();
      return cleanForTerminal(queryText((await query())(document()), jsonText(isEvent)));
    }
    if (isMachineFormat(format)) {
      return exactText(
        jsonText(isEvent)(fields === undefined ? document() : selectFields(document(), fields)),
      );
    }
    if (fields !== undefined) return renderTable(fieldTable(document(), fields), isFirst);
    const { text, ...rest } = view();
    if (text !== undefined && !(isDelimited && rest.table !== undefined)) return exactText(text);
    return isTable ? renderForPerson(rest) : renderTable(tableOf(rest), isFirst);
  };

  return {
    isForPerson,
    canStream,
    check: async (knownFields) => {
      if (fields !== undefined && options.query !== undefined) throw conflictingSelection();
      if (fields !== undefined) assertFields(fields, knownFields());
      if (options.query !== undefined) await query();
    },
    render,
  };
};

const conflictingSelection = (): Failure =>
  new Failure("E_CONFLICT", "--fields and --query can't be combined", {
    hint: ["Nothing was sent."],
  });

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** Every untrusted text of a view. */
const viewTexts = ({ title = [], table, fields = [], footer = [], details = [] }: View): string[] => [
  ...title,
  ...(table?.columns ?? []).map((column) => column.title),
  ...cellTexts(table?.rows ?? []),
  ...[...fields, ...footer, ...details].map(({ value }) => programText(value)),
];

const cellTexts = (rows: readonly (readonly Cell[])[]): string[] => {
  const texts: string[] = [];
  for (const row of rows) for (const cell of row) texts.push(programText(cell));
  return texts;
};
