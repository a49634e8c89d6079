import { expect, test } from "vitest";
import { variableName } from "../../../src/options/variable-name.js";
import { failureOf } from "../failures/failure-of.js";

test.each(["NOVU_KEY", "_x", "a1"])("%s is a variable's name", (name) => {
  expect(variableName(name)).toBe(name);
});

test.each(["", "A B", "A=1", "1A", "d622322604ecdbb9f3b1df8aa6316380", "é"])(
  "what may be a key instead of a name is refused and not repeated: %j",
  async (text) => {
    const failure = await failureOf(() => variableName(text));
    expect([failure.code, failure.message]).toEqual(["E_USAGE", "--key-env needs the name of a variable"]);
  },
);
