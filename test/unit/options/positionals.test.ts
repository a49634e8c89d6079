import fc from "fast-check";
import { expect, test } from "vitest";
import { fillPositionals, REQUIRED, requireAll } from "../../../src/options/positionals.js";
import { failureOf } from "../failures/failure-of.js";

const NONE = { subscriber: undefined, message: undefined, button: undefined };

test.each([
  ["words alone, in order", NONE, ["s", "m", "b"], { subscriber: "s", message: "m", button: "b" }],
  ["too few words", NONE, ["s"], { subscriber: "s", message: undefined, button: undefined }],
  ["no words", NONE, [], NONE],
  ["words that are not there", NONE, [undefined, undefined], NONE],
  [
    "a flag, which leaves the words to the others",
    { ...NONE, subscriber: "S" },
    ["m", "b"],
    { subscriber: "S", message: "m", button: "b" },
  ],
  [
    "a flag in the middle",
    { ...NONE, message: "M" },
    ["s", "b"],
    { subscriber: "s", message: "M", button: "b" },
  ],
  [
    "an empty flag, which was given all the same",
    { ...NONE, subscriber: "" },
    ["m"],
    { subscriber: "", message: "m", button: undefined },
  ],
])("slots are filled from %s", (_what, flags, words, filled) => {
  expect(fillPositionals(flags, words)).toEqual(filled);
});

test.each([
  [NONE, ["s", "m", "b", "x", "y"]],
  [{ ...NONE, button: "B" }, ["s", "m", "x"]],
  [{ subscriber: "S", message: "M", button: "B" }, ["x"]],
])("with %j given by flag, a word too many is named", async (flags, words) => {
  const failure = await failureOf(() => fillPositionals(flags, words));
  expect([failure.code, failure.message, failure.info]).toEqual([
    "E_USAGE",
    'too many arguments: "x"',
    { hint: ["The others already have a value, as arguments or options. Nothing was sent."] },
  ]);
});

test("given flags are kept", () => {
  const flags = Object.freeze({ ...NONE });
  fillPositionals(flags, ["s"]);
  expect(flags).toEqual(NONE);
});

const slot = fc.option(fc.string(), { nil: undefined });

test("flags keep their values, and the words fill the rest in order", () => {
  fc.assert(
    fc.property(
      fc.record({ a: slot, b: slot, c: slot }),
      fc.array(fc.string(), { maxLength: 3 }),
      (flags, words) => {
        const free = Object.values(flags).filter((value) => value === undefined).length;
        fc.pre(words.length <= free);
        const filled = fillPositionals(flags, words);
        const byWord = (["a", "b", "c"] as const).filter((name) => flags[name] === undefined);
        expect(filled).toEqual({
          ...flags,
          ...Object.fromEntries(byWord.map((name, index) => [name, words[index]])),
        });
      },
    ),
    { numRuns: 300 },
  );
});

const HOW = { subscriber: REQUIRED.subscriber, message: REQUIRED.message, button: REQUIRED.button };

test("complete values are returned", () => {
  const values = { subscriber: "s", message: "", button: "b" };
  expect(requireAll(values, HOW)).toEqual(values);
});

test("all missing values are listed at once, in order", async () => {
  const failure = await failureOf(() => requireAll({ ...NONE, message: "m" }, HOW));
  expect([failure.code, failure.message, failure.info]).toEqual([
    "E_INPUT",
    "missing: <subscriberId>, <primary|secondary>",
    {
      hint: ["Nothing was sent."],
      details: { missing: ["<subscriberId>", "<primary|secondary>"] },
      missing: { wanted: [REQUIRED.subscriber, REQUIRED.button], given: { message: "m" } },
    },
  ]);
});

test.each([
  ["none too few", ["s", "m", "b"], { subscriber: "s", message: "m", button: "b" }],
  ["one too few", ["m", "b"], { subscriber: undefined, message: "m", button: "b" }],
  ["two too few", ["m"], { subscriber: undefined, message: "m", button: undefined }],
])("an optional place gives way where there are words %s", (_what, words, filled) => {
  expect(fillPositionals(NONE, words, ["subscriber"])).toEqual(filled);
});

test("an optional value that was given by flag is kept", () => {
  expect(fillPositionals({ ...NONE, subscriber: "S" }, ["m"], ["subscriber"])).toEqual({
    subscriber: "S",
    message: "m",
    button: undefined,
  });
});

test("words fill the required positionals first, in order", () => {
  const names = ["a", "b", "c", "d"] as const;
  fc.assert(
    fc.property(fc.subarray([...names]), fc.array(fc.string(), { maxLength: 4 }), (optional, words) => {
      const flags = { a: undefined, b: undefined, c: undefined, d: undefined };
      const filled = fillPositionals(flags, words, optional);
      const taken = names.filter((name) => filled[name] !== undefined);
      expect(taken.map((name) => filled[name])).toEqual(words);
      const isOptional = (name: (typeof names)[number]) => optional.includes(name);
      const needed = names.filter((name) => !isOptional(name));
      if (words.length >= needed.length) expect(needed.every((name) => taken.includes(name))).toBe(true);
      else expect(taken.some(isOptional)).toBe(false);
    }),
  );
});
