import { expect, test } from "vitest";
import { colorLevel } from "../../../src/output/style.js";

type ColorInput = Parameters<typeof colorLevel>[0];

const XTERM = { TERM: "xterm-256color" };

const TABLE: readonly [
  string,
  ColorInput["mode"],
  boolean,
  ColorInput["env"],
  ReturnType<typeof colorLevel>,
][] = [
  ["a pipe", "auto", false, XTERM, 0],
  ["a terminal without a name", "auto", true, {}, 1],
  ["a terminal of sixteen colours", "auto", true, { TERM: "xterm" }, 1],
  ["a terminal of 256 colours", "auto", true, XTERM, 2],
  ["a terminal of all colours", "auto", true, { ...XTERM, COLORTERM: "truecolor" }, 3],
  ["a terminal of 24 bits", "auto", true, { TERM: "xterm", COLORTERM: "24bit" }, 3],
  ["a dumb terminal", "auto", true, { TERM: "dumb", COLORTERM: "truecolor" }, 0],
  ["--color never on a terminal", "never", true, { ...XTERM, FORCE_COLOR: "3" }, 0],
  ["--color always into a pipe", "always", false, XTERM, 2],
  ["--color always on a dumb terminal", "always", true, { TERM: "dumb" }, 1],
  ["--color always against NO_COLOR", "always", true, { ...XTERM, NO_COLOR: "1" }, 2],
  ["NO_COLOR", "auto", true, { ...XTERM, NO_COLOR: "1" }, 0],
  ["NO_COLOR=0, which is not empty", "auto", true, { ...XTERM, NO_COLOR: "0" }, 0],
  ["an empty NO_COLOR, which does not count", "auto", true, { ...XTERM, NO_COLOR: "" }, 2],
  ["NO_COLOR against FORCE_COLOR", "auto", true, { ...XTERM, NO_COLOR: "1", FORCE_COLOR: "3" }, 0],
  ["FORCE_COLOR=0 on a terminal", "auto", true, { ...XTERM, FORCE_COLOR: "0" }, 0],
  ["FORCE_COLOR=false on a terminal", "auto", true, { ...XTERM, FORCE_COLOR: "false" }, 0],
  ["FORCE_COLOR=1 into a pipe", "auto", false, { ...XTERM, FORCE_COLOR: "1" }, 1],
  ["FORCE_COLOR=2 into a pipe", "auto", false, { FORCE_COLOR: "2" }, 2],
  ["FORCE_COLOR=3 into a pipe", "auto", false, { FORCE_COLOR: "3" }, 3],
  ["FORCE_COLOR=true into a pipe", "auto", false, { ...XTERM, FORCE_COLOR: "true" }, 2],
  ["an empty FORCE_COLOR", "auto", false, { ...XTERM, FORCE_COLOR: "" }, 0],
  ["FORCE_COLOR on a dumb terminal", "auto", true, { TERM: "dumb", FORCE_COLOR: "1" }, 1],
  ["CLICOLOR_FORCE=1 into a pipe", "auto", false, { TERM: "xterm", CLICOLOR_FORCE: "1" }, 1],
  ["CLICOLOR_FORCE=0 into a pipe", "auto", false, { ...XTERM, CLICOLOR_FORCE: "0" }, 0],
  ["CLICOLOR_FORCE against NO_COLOR", "auto", true, { ...XTERM, NO_COLOR: "x", CLICOLOR_FORCE: "1" }, 0],
];

test.each(TABLE)("%s", (_what, mode, isTerminal, env, level) => {
  expect(colorLevel({ mode, isTerminal, env })).toBe(level);
});
