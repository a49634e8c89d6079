import { expect, test } from "vitest";
import { textWidth } from "../../../src/output/terminal-stream.js";

test.each([
  [false, 200, 80],
  [false, 20, 80],
  [true, 20, 20],
  [true, 5, 20],
  [true, 72, 72],
  [true, 80, 80],
  [true, 100, 100],
  [true, 250, 100],
])("terminal %j of %i columns: %i", (isTerminal, columns, width) => {
  expect(textWidth({ isTerminal, columns })).toBe(width);
});
