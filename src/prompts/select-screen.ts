import { columnWidth, fitText } from "../output/fit-text.js";
import { sanitizeLine } from "../output/sanitize.js";
import type { Style } from "../output/style.js";
import type { Choice, SelectQuestion } from "./prompts.js";
import type { SearchState } from "./start-search.js";

interface SelectState<Value> {
  readonly term: string;
  readonly rows: readonly Row<Value>[];
  /** Index of the active row. */
  readonly at: number;
  readonly found: SearchState<Value>;
  /** The answer, once there is one. */
  readonly chosen: string | undefined;
}

interface ScreenOptions {
  readonly message: string;
  readonly none?: string;
  readonly style: Style;
  readonly columns: () => number;
}

/** Rows shown at a time. */
export const WINDOW = 8;
/** Of a description. Inquirer wraps the text, which is slow for very long ones. */
const MAX_DESCRIPTION_LINES = 4;
/** Most important first, since a narrow terminal cuts the end. */
const KEY_HELP = "enter choose · esc back · ctrl-c quit · ↑↓ move · type to search";

/** One row of the list: a match, the typed text itself, or a command. */
export type Row<Value> =
  | { readonly kind: "choice" | "typed"; readonly choice: Choice<Value> }
  | { readonly kind: "retry" };

/** The question line, and the lines below it. */
export const selectScreen = <Value>(options: ScreenOptions, state: SelectState<Value>): [string, string] => {
  const { style } = options;
  const message = sanitizeLine(options.message);
  if (state.chosen !== undefined) {
    const columns = options.columns() - sanitizeLine(options.message).length - 4;
    return [
      `${style("✔", "strong")} ${message} ${style(fitText(sanitizeLine(state.chosen), Math.max(columns, 8)), "strong")}`,
      "",
    ];
  }
  return [`${style("?", "strong")} ${message} ${state.term}`, belowLines(options, state).join("\n")];
};

const belowLines = <Value>({ style, columns, none }: ScreenOptions, state: SelectState<Value>): string[] => {
  const width = columns() - 1;
  const { rows, at } = state;
  const start = windowStart(rows.length, at, WINDOW);
  const active = rows[at];
  const description = active !== undefined && "choice" in active ? active.choice.description : undefined;
  const status = stateLine(state, none ?? "nothing found");
  return [
    ...rows
      .slice(start, start + WINDOW)
      .map((row, index) => rowLine(row, start + index === at, width, style)),
    ...(status === undefined ? [] : [style(fitText(status.text, width), status.tone)]),
    ...(description === undefined
      ? []
      : [style(`  ${fitText(sanitizeLine(description), MAX_DESCRIPTION_LINES * width)}`, "muted")]),
    style(fitText(KEY_HELP, width), "muted"),
  ];
};

const rowLine = <Value>(row: Row<Value>, isActive: boolean, width: number, style: Style): string => {
  const line = `${isActive ? "❯" : " "} ${textOfRow(row, width - 2)}`;
  if ("choice" in row && row.choice.disabled !== undefined) return style(line, "muted");
  return isActive ? style(line, "strong") : line;
};

const textOfRow = <Value>(row: Row<Value>, width: number): string => {
  if (row.kind === "retry") return "retry";
  const { name, detail, disabled } = row.choice;
  const head = disabled === undefined ? name : `${name} (${disabled})`;
  return fitNameAndDetail(sanitizeLine(head), sanitizeLine(detail ?? ""), width);
};

/** If less room than this is left for the name, the whole line is cut at its end instead. */
const MIN_NAME_WIDTH = 12;

const fitNameAndDetail = (name: string, tail: string, width: number): string => {
  if (tail === "") return fitText(name, width);
  const room = width - columnWidth(tail) - 3;
  return room < MIN_NAME_WIDTH ? fitText(`${name} · ${tail}`, width) : `${fitText(name, room)} · ${tail}`;
};

const stateLine = <Value>(
  { found, rows }: SelectState<Value>,
  none: string,
): { text: string; tone: "muted" | "strong" | "error" } | undefined => {
  const { status, problem, choices } = found;
  if (status === "loading") return { text: "  contacting Novu…", tone: "muted" };
  if (status === "slow") return { text: "  Novu is slow to respond; wait, or type an ID", tone: "strong" };
  if (status === "failed")
    return { text: `  ${sanitizeLine(problem ?? "")}; retry, or type an ID`, tone: "error" };
  if (choices.length === 0 && !rows.some(({ kind }) => kind === "typed"))
    return { text: `  ${none}`, tone: "muted" };
  return status === "idle" ? { text: "  … more below", tone: "muted" } : undefined;
};

/** All rows, in the order of the screen. */
export const rowsOf = <Value>(
  { typed }: SelectQuestion<Value>,
  term: string,
  { choices, status }: SearchState<Value>,
): Row<Value>[] => {
  const typedChoice = term === "" ? undefined : typed?.(term);
  return [
    ...choices.map((choice) => ({ kind: "choice", choice }) as const),
    ...(typedChoice === undefined ? [] : [{ kind: "typed", choice: typedChoice } as const]),
    ...(status === "failed" ? [{ kind: "retry" } as const] : []),
  ];
};

export const isSelectable = <Value>(row: Row<Value> | undefined): boolean =>
  row !== undefined && !("choice" in row && row.choice.disabled !== undefined);

/** The selectable row nearest to `from + by`; `from` itself if there is none in that direction. */
export const nextSelectable = <Value>(rows: readonly Row<Value>[], from: number, by: number): number => {
  const step = Math.sign(by);
  const target = Math.min(Math.max(from + by, 0), rows.length - 1);
  for (let at = target; at >= 0 && at < rows.length; at += step) if (isSelectable(rows[at])) return at;
  for (let at = target; at !== from && at >= 0 && at < rows.length; at -= step)
    if (isSelectable(rows[at])) return at;
  return from;
};

/**
 * The row that is active at first; -1 if there is none. After a failure that is the retry, unless an ID was typed that can be
 * used as it is.
 */
export const firstRow = <Value>(rows: readonly Row<Value>[]): number => {
  const retry = rows.findIndex(({ kind }) => kind === "retry");
  if (retry >= 0 && !rows.some(({ kind }) => kind === "typed")) return retry;
  return rows.findIndex(isSelectable);
};

/** The index of the first row to show, such that the active one is visible. */
export const windowStart = (length: number, active: number, size: number): number =>
  Math.max(0, Math.min(active - Math.floor(size / 2), length - size));
