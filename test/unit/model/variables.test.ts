import { expect, test } from "vitest";
import { isOn, variable } from "../../../src/model/env.js";
import { VARIABLES } from "../../../src/model/variables.js";

test.each([
  [undefined, undefined],
  ["", undefined],
  ["  \n", undefined],
  ["prod", "prod"],
  [" prod\n", "prod"],
  ["0", "0"],
])("a variable that holds %j has the value %j", (held, value) => {
  expect(variable({ NOVU_MSG_PROFILE: held }, "NOVU_MSG_PROFILE")).toBe(value);
});

test.each([
  [undefined, false],
  ["", false],
  ["0", false],
  ["false", false],
  ["FALSE", false],
  ["no", false],
  ["off", false],
  ["1", true],
  ["true", true],
  ["yes", true],
  ["anything", true],
])("a switch that holds %j is on: %s", (held, on) => {
  expect(isOn({ CI: held }, "CI")).toBe(on);
});

test("no variable is described twice", () => {
  expect(new Set(VARIABLES.map(({ name }) => name)).size).toBe(VARIABLES.length);
});
