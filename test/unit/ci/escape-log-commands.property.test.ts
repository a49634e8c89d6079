import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeLogCommands } from "../../../src/ci/github-step.js";
import { toJson, toNdjson } from "../../../src/output/json-text.js";
import { commandLines } from "../../support/github-step.js";
import { workUnits } from "../../support/work-units.js";

const PIECES = [
  "::",
  ":",
  "#",
  "##[",
  "[",
  "error",
  "set-output name=pressed",
  "]",
  " ",
  "\t",
  "\u00a0",
  "\u0085",
  "\u200b",
  "\u00ad",
  "\ufe0f",
  "\ufeff",
  "\u2028",
  "\n",
  "\r",
  "é",
];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((parts) => parts.join(""));

test.each([
  ["::error::x", ": :error::x"],
  ["  ::error::x", "  : :error::x"],
  ["a\n\t::stop-commands::t\nb", "a\n\t: :stop-commands::t\nb"],
  ["a\r::error::x", "a\r: :error::x"],
  ["\u200b::error::x", "\u200b: :error::x"],
  ["a ##[error]x", "a ## [error]x"],
  ["####[group]", "#### [group]"],
  ["#\u200b#[error]x", "#\u200b# [error]x"],
])("%j is broken up", (given, expected) => {
  expect(given).not.toBe(expected);
  expect(commandLines(given)).not.toEqual([]);
  expect(escapeLogCommands(given)).toBe(expected);
});

test.each(["", "a::b", "primary\t::x", "error: x", ":x: ::", "## [x]", "# #[x]", "[::]", "a\r\nb\n"])(
  "%j stays as it is",
  (given) => {
    expect(escapeLogCommands(given)).toBe(given);
  },
);

test("no text becomes a command, and text without one stays as it is", () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: "binary" })), (given) => {
      const inert = escapeLogCommands(given);
      expect(commandLines(inert)).toEqual([]);
      expect(escapeLogCommands(inert)).toBe(inert);
      expect(inert.replaceAll(" ", "")).toBe(given.replaceAll(" ", ""));
      if (commandLines(given).length === 0) expect(inert).toBe(given);
    }),
    { numRuns: 5_000 },
  );
});

test("JSON never contains a command, and keeps its value", () => {
  fc.assert(
    fc.property(text, text, (key, value) => {
      const document = { [key]: [value] };
      for (const json of [toJson(document), toNdjson(document)]) {
        expect(commandLines(json)).toEqual([]);
        expect(escapeLogCommands(json)).toBe(json);
        expect(JSON.parse(json)).toEqual(document);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("long runs of invisible characters take no time", async () => {
  const work = () => {
    escapeLogCommands(`${"\u200b ".repeat(200_000)}x`);
    escapeLogCommands(`#${"\u200b".repeat(200_000)}#${"#".repeat(200_000)}`);
  };
  expect(await workUnits(work)).toBeLessThan(100);
});
