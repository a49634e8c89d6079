import type { Choice, SelectQuestion } from "./prompts.js";
import type { SearchState } from "./start-search.js";

/** One line of a list: something found, the typed text itself, or a way out. */
export type Row<Value> =
  | { readonly kind: "choice" | "typed"; readonly choice: Choice<Value> }
  | { readonly kind: "retry" }
  | { readonly kind: "back" };

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
