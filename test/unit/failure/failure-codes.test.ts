import { expect, test } from "vitest";
import { EXIT_CODES } from "../../../src/failure/exit-codes.js";
import { FAILURE_CODES } from "../../../src/failure/failure-codes.js";

const ENTRIES = Object.entries(FAILURE_CODES);

test("every failure leads to an exit that exists and is not success", () => {
  const names = EXIT_CODES.filter(({ code }) => code !== 0).map(({ name }): string => name);
  expect(ENTRIES.filter(([, { exit }]) => !names.includes(exit))).toEqual([]);
});

test("failure codes are words in capitals that start with E_", () => {
  expect(ENTRIES.filter(([code]) => !/^E_[A-Z]+(?:_[A-Z]+)*$/.test(code))).toEqual([]);
});

test("each failure says when it happens, and no two say the same", () => {
  const whens = ENTRIES.map(([, { when }]) => when);
  expect(whens.filter((when) => when.trim() === "")).toEqual([]);
  expect(new Set(whens).size).toBe(whens.length);
});
