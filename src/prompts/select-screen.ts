import { columnWidth, fitText } from "../output/fit-text.js";
import { sanitizeLine } from "../output/sanitize.js";
import type { Style } from "../output/style.js";
import { type Row, windowStart } from "./select-rows.js";
import type { SearchState } from "./start-search.js";

export interface SelectState<Value> {
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
