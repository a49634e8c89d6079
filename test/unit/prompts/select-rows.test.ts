import fc from "fast-check";
import { expect, test } from "vitest";
import {
  firstRow,
  isSelectable,
  nextSelectable,
  type Row,
  rowsOf,
  windowStart,
} from "../../../src/prompts/select-screen.js";

const choice = (name: string, disabled?: string) => ({
  value: name,
  name,
  ...(disabled ? { disabled } : {}),
});
const nothing = async function* () {};

test("matches come first, then the typed text, then the commands", () => {
  const question = { message: "", search: nothing, typed: (term: string) => choice(`use ${term}`) };
  const kinds = (term: string, status: "idle" | "failed") =>
    rowsOf(question, term, { choices: [choice("a")], status }).map(({ kind }) => kind);
  expect(kinds("", "idle")).toEqual(["choice"]);
  expect(kinds("x", "idle")).toEqual(["choice", "typed"]);
  expect(kinds("x", "failed")).toEqual(["choice", "typed", "retry"]);
});

test("a text that cannot be an answer is not offered", () => {
  const rows = rowsOf({ message: "", search: nothing, typed: () => undefined }, "x", {
    choices: [],
    status: "ended",
  });
  expect(rows).toEqual([]);
});

const rowsArbitrary = fc
  .array(fc.boolean(), { maxLength: 30 })
  .map((flags): Row<string>[] => [
    ...flags.map((isOff) => ({ kind: "choice", choice: choice("x", isOff ? "no" : undefined) }) as const),
    { kind: "retry" },
  ]);

test("the cursor never is on a disabled row, and never leaves the list", () => {
  fc.assert(
    fc.property(rowsArbitrary, fc.array(fc.constantFrom(-8, -1, 1, 8), { maxLength: 40 }), (rows, moves) => {
      let at = firstRow(rows);
      for (const by of moves) {
        at = nextSelectable(rows, at, by);
        expect(isSelectable(rows[at])).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("moving down reaches the last row, moving up the first selectable one", () => {
  fc.assert(
    fc.property(rowsArbitrary, (rows) => {
      let at = firstRow(rows);
      for (let count = 0; count < rows.length; count += 1) at = nextSelectable(rows, at, 1);
      expect(at).toBe(rows.length - 1);
      for (let count = 0; count < rows.length; count += 1) at = nextSelectable(rows, at, -1);
      expect(at).toBe(rows.findIndex(isSelectable));
    }),
  );
});

test("the window is within the list and contains the cursor", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000 }),
      fc.nat(),
      fc.integer({ min: 1, max: 20 }),
      (length, seed, size) => {
        const at = seed % length;
        const start = windowStart(length, at, size);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(at).toBeGreaterThanOrEqual(start);
        expect(at).toBeLessThan(start + size);
        if (length >= size) expect(start + size).toBeLessThanOrEqual(length);
      },
    ),
    { numRuns: 1_000 },
  );
});

test("after a failure Enter retries, unless an ID was typed; recent choices stay above", () => {
  const question = { message: "", search: nothing, typed: (term: string) => choice(`use ${term}`) };
  const active = (term: string) => {
    const rows = rowsOf(question, term, { choices: [choice("recent")], status: "failed" });
    return rows[firstRow(rows)]?.kind;
  };
  expect(active("")).toBe("retry");
  expect(active("x")).toBe("choice");
});

test("a list without a choice that can be made has no active row", () => {
  const rows = [{ kind: "choice", choice: choice("x", "no") }] as const;
  expect(firstRow(rows)).toBe(-1);
  expect(nextSelectable(rows, -1, 1)).toBe(-1);
});
