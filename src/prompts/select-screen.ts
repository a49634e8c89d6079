import { columnWidth, fitText } from "../output/fit-text.js";
import { sanitizeLine } from "../output/sanitize.js";
import type { Style } from "../output/style.js";
import type { Choice, SelectQuestion } from "./prompts.js";
import type { SearchState } from "./start-search.js";

interface SelectState<Value> {
  readonly term: string;
  readonly rows: readonly Row<Value>[];
  /** Index of the row under the cursor. */
  readonly at: number;
  readonly found: SearchState<Value>;
  /** The answer, once there is one. */
  readonly chosen: string | undefined;
}

interface Look {
  readonly message: string;
  readonly none?: string;
  readonly style: Style;
  readonly columns: () => number;
}

export const WINDOW = 8;
/** Of a description; the library breaks it into lines, which takes long for what no screen shows. */
const MOST_LINES = 4;
/** The most needed first, since a narrow terminal cuts the end. */
const KEYS = "enter choose · esc back · ctrl-c quit · ↑↓ move · type to search";

/** One line of a list: something found, the typed text itself, or a way out. */
export type Row<Value> =
  | { readonly kind: "choice" | "typed"; readonly choice: Choice<Value> }
  | { readonly kind: "retry" }
  | { readonly kind: "back" };

/** The question with what was typed, and what stands below it. */
export const selectScreen = <Value>(look: Look, facts: SelectState<Value>): [string, string] => {
  const { style } = look;
  const message = style(sanitizeLine(look.message), "strong");
  if (facts.chosen !== undefined) {
    const columns = look.columns() - sanitizeLine(look.message).length - 4;
    return [
      `${style("✔", "good")} ${message} ${fitText(sanitizeLine(facts.chosen), Math.max(columns, 8))}`,
      "",
    ];
  }
  return [`${style("?", "warn")} ${message} ${facts.term}`, belowLines(look, facts).join("\n")];
};

const belowLines = <Value>({ style, columns, none }: Look, facts: SelectState<Value>): string[] => {
  const width = columns() - 1;
  const { rows, at } = facts;
  const start = windowStart(rows.length, at, WINDOW);
  const active = rows[at];
  const description = active !== undefined && "choice" in active ? active.choice.description : undefined;
  const state = stateLine(facts, none ?? "nothing found");
  return [
    ...rows
      .slice(start, start + WINDOW)
      .map((row, index) => rowLine(row, start + index === at, width, style)),
    ...(state === undefined ? [] : [style(fitText(state.text, width), state.tone)]),
    ...(description === undefined
      ? []
      : [style(`  ${fitText(sanitizeLine(description), MOST_LINES * width)}`, "muted")]),
    style(fitText(KEYS, width), "muted"),
  ];
};

const rowLine = <Value>(row: Row<Value>, isActive: boolean, width: number, style: Style): string => {
  const line = `${isActive ? "❯" : " "} ${rowText(row, width - 2)}`;
  if ("choice" in row && row.choice.disabled !== undefined) return style(line, "muted");
  return isActive ? style(line, "strong") : line;
};

const rowText = <Value>(row: Row<Value>, width: number): string => {
  if (row.kind === "retry") return "try again";
  if (row.kind === "back") return "← back";
  const { name, detail, disabled } = row.choice;
  const head = disabled === undefined ? name : `${name} (${disabled})`;
  return fitBeside(sanitizeLine(head), sanitizeLine(detail ?? ""), width);
};

/** A name shorter than that says nothing; then both are cut at the end of the line. */
const SHORTEST_NAME = 12;

const fitBeside = (name: string, tail: string, width: number): string => {
  if (tail === "") return fitText(name, width);
  const room = width - columnWidth(tail) - 3;
  return room < SHORTEST_NAME ? fitText(`${name} · ${tail}`, width) : `${fitText(name, room)} · ${tail}`;
};

const stateLine = <Value>(
  { found, rows }: SelectState<Value>,
  none: string,
): { text: string; tone: "muted" | "warn" | "bad" } | undefined => {
  const { status, problem, choices } = found;
  if (status === "loading") return { text: "  asking Novu…", tone: "muted" };
  if (status === "slow") return { text: "  Novu takes its time; wait, or type an id", tone: "warn" };
  if (status === "failed")
    return { text: `  ${sanitizeLine(problem ?? "")}; try again, or type an id`, tone: "bad" };
  if (choices.length === 0 && !rows.some(({ kind }) => kind === "typed"))
    return { text: `  ${none}`, tone: "muted" };
  return status === "idle" ? { text: "  … more below", tone: "muted" } : undefined;
};

/** What can be done at this moment, in the order of the screen. */
export const rowsOf = <Value>(
  { typed }: SelectQuestion<Value>,
  term: string,
  { choices, status }: SearchState<Value>,
): Row<Value>[] => {
  const own = term === "" ? undefined : typed?.(term);
  return [
    ...choices.map((choice) => ({ kind: "choice", choice }) as const),
    ...(own === undefined ? [] : [{ kind: "typed", choice: own } as const]),
    ...(status === "failed" ? [{ kind: "retry" } as const] : []),
    { kind: "back" },
  ];
};

export const isSelectable = <Value>(row: Row<Value> | undefined): boolean =>
  row !== undefined && !("choice" in row && row.choice.disabled !== undefined);

/** The nearest row that can be chosen, so many rows on; where there is none that way, the one it was. */
export const moved = <Value>(rows: readonly Row<Value>[], from: number, by: number): number => {
  const step = Math.sign(by);
  const target = Math.min(Math.max(from + by, 0), rows.length - 1);
  for (let at = target; at >= 0 && at < rows.length; at += step) if (isSelectable(rows[at])) return at;
  for (let at = target; at !== from && at >= 0 && at < rows.length; at -= step)
    if (isSelectable(rows[at])) return at;
  return from;
};

/** The row that Enter means before anybody has moved: never the way out. -1 where there is none. */
export const firstRow = <Value>(rows: readonly Row<Value>[]): number =>
  rows.findIndex((row) => row.kind !== "back" && isSelectable(row));

/** The index of the first row to show, so that the active one stands inside the window. */
export const windowStart = (length: number, active: number, size: number): number =>
  Math.max(0, Math.min(active - Math.floor(size / 2), length - size));
