import { expect, test } from "vitest";
import type { FaultName } from "../../src/sandbox/sandbox.js";
import { recordFigure } from "../support/figures.js";
import type { FaultedCommand } from "./faulted-commands.js";
import { FAULT_NAMES, strike } from "./strike.js";

const CHECKED: Omit<FaultedCommand, "name" | "argv"> = {
  server: "3.15",
  isWrite: true,
  method: "GET",
  isDone: (message) => message?.cta.action.status === "done",
};

const COMMANDS: readonly FaultedCommand[] = [
  { ...CHECKED, name: "v1", argv: (id) => ["action", "complete", "sub-1", id, "primary"] },
  { ...CHECKED, name: "v2", argv: (id) => ["action", "complete", "sub-1", id, "primary", "--api", "v2"] },
];

/** Answers of the list that are none: the write goes ahead, with a warning. */
const NO_LIST: ReadonlySet<FaultName> = new Set(["empty-200", "empty-201", "html-200", "cut-json"]);

/** What only a write can meet. */
const HARMLESS: ReadonlySet<FaultName> = new Set([
  "replay-503",
  "conflict-409",
  "spurious-400",
  "wrong-message",
]);

/** Holds one end against the promise: nothing is written, or it is said what was not checked. */
const isAsPromised = async (
  command: FaultedCommand,
  name: FaultName,
  times: 1 | "forever",
): Promise<void> => {
  const { code, stderr, isDone, requests } = await strike(command, { name, times });
  const where = `${name}, ${times}: ${stderr}`;
  const lines = stderr.split("\n").filter(Boolean);
  const documents = lines.map((line) => JSON.parse(line));
  expect.soft(isDone, where).toBe(code === 0);
  if (NO_LIST.has(name)) {
    expect.soft([code, requests, documents], where).toEqual([0, 2, [UNCHECKED]]);
    return;
  }
  if (HARMLESS.has(name)) expect.soft(code, where).toBe(0);
  else if (times === "forever") expect.soft(code, where).not.toBe(0);
  expect.soft(documents, where).toEqual(code === 0 ? [] : [UNSENT]);
};

const UNCHECKED = { schema: 1, warning: { message: expect.stringMatching(/^written without checking/) } };
const UNSENT = { schema: 1, error: expect.objectContaining({ sent: "no" }) };

test.each(COMMANDS)(
  "whatever happens to the read before a write ($name): either nothing is written, or it says what was not checked",
  async (command) => {
    for (const name of FAULT_NAMES) {
      for (const times of [1, "forever"] as const) await isAsPromised(command, name, times);
    }
    recordFigure("every command against every fault", { commands: 1, runs: FAULT_NAMES.length * 2 });
  },
);
