import { expect, test } from "vitest";
import { EXIT_CODES, exitCodeOf } from "../../../src/failures/exit-codes.js";

/** The promised exit codes: scripts depend on every line. */
const PROMISED = [
  [0, "ok"],
  [1, "no"],
  [2, "usage"],
  [3, "config"],
  [4, "auth"],
  [5, "not-found"],
  [6, "rejected"],
  [7, "network"],
  [8, "pending"],
  [9, "busy"],
  [10, "guard"],
  [11, "partial"],
  [12, "contract"],
  [20, "secondary"],
  [21, "gone"],
  [22, "no-buttons"],
  [70, "bug"],
  [130, "interrupted"],
  [143, "terminated"],
];

test("the exit codes are the promised ones, in their order", () => {
  expect(EXIT_CODES.map(({ code, name }) => [code, name])).toEqual(PROMISED);
});

test("codes and names are unique", () => {
  expect(new Set(EXIT_CODES.map(({ code }) => code)).size).toBe(EXIT_CODES.length);
  expect(new Set(EXIT_CODES.map(({ name }) => name)).size).toBe(EXIT_CODES.length);
});

test.each(EXIT_CODES)("the name $name leads to its code $code", ({ code, name }) => {
  expect(exitCodeOf(name)).toBe(code);
});

test("every exit code fits into the eight bits a process has for it", () => {
  expect(EXIT_CODES.filter(({ code }) => code < 0 || code > 255)).toEqual([]);
});
