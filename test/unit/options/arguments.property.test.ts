import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import { duration, jsonAssignment, messageId, textAssignment } from "../../../src/options/arguments.js";

const keys = fc.array(
  fc.string({ minLength: 1 }).filter((key) => !/[.=]|\[\]$/.test(key)),
  { minLength: 1 },
);

test("an assignment keeps its path and text", () => {
  fc.assert(
    fc.property(keys, fc.string(), (path, value) => {
      expect(textAssignment(`${path.join(".")}=${value}`)).toEqual({ path, value });
    }),
    { numRuns: 400 },
  );
});

/** JSON without integers that a double cannot hold, which are refused. */
const json = fc
  .json()
  .map((text) => JSON.stringify(JSON.parse(text, (_key, value) => (isTooExact(value) ? 0 : value))));
const isTooExact = (value: unknown): boolean =>
  Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(Number(value)) < 1e21;

test("an assignment's JSON is parsed to its value", () => {
  fc.assert(
    fc.property(keys, json, (path, text) => {
      expect(JSON.stringify(jsonAssignment(`${path.join(".")}=${text}`))).toBe(
        JSON.stringify({ path, value: JSON.parse(text) }),
      );
    }),
    { numRuns: 400 },
  );
});

test.each<[string, (text: string) => unknown]>([
  ["a message id", messageId],
  ["a duration", duration],
  ["an assignment", textAssignment],
  ["a JSON assignment", jsonAssignment],
])("whatever is typed as %s is understood or refused, and never breaks", (_what, parse) => {
  const refused = (text: string): boolean => {
    try {
      parse(text);
      return false;
    } catch (error) {
      return error instanceof Failure && error.exitCode === 2;
    }
  };
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string()), (text) => {
      // Every text is either parsed or refused with E_USAGE.
      expect(refused(text) || parse(text) !== undefined).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("whole durations mean their number of units", () => {
  const unit = fc.constantFrom<[string, number]>(["ms", 1], ["s", 1e3], ["m", 6e4], ["h", 36e5], ["", 1e3]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), unit, (number, [name, milliseconds]) => {
      expect(duration(`${number}${name}`)).toBe(number * milliseconds);
    }),
    { numRuns: 300 },
  );
});
