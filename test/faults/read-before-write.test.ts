import { expect, test } from "vitest";
import { SANDBOX_FAULT_NAMES } from "../../src/model/sandbox-faults.js";
import type { FaultName } from "../../src/sandbox/sandbox.js";
import { recordFigure } from "../support/figures.js";
import type { FaultedCommand } from "./faulted-commands.js";
import { runWithFault } from "./run-with-fault.js";

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

/** Responses that are not a list: the write is sent, with a warning. */
const NO_LIST: ReadonlySet<FaultName> = new Set(["empty-200", "empty-201", "html-200", "cut-json"]);

/** Faults that only writes trigger. */
const ONLY_FOR_WRITES: ReadonlySet<FaultName> = new Set([
  "replay-503",
  "conflict-409",
  "spurious-400",
  "wrong-message",
]);

/** Checks one run: either nothing is written, or a warning says what was not checked. */
const expectAsPromised = async (
  command: FaultedCommand,
  name: FaultName,
  times: 1 | "forever",
): Promise<void> => {
  const { code, stderr, isDone, requests } = await runWithFault(command, { name, times });
  const where = `${name}, ${times}: ${stderr}`;
  const lines = stderr.split("\n").filter(Boolean);
  const documents = lines.map((line) => JSON.parse(line));
  expect.soft(isDone, where).toBe(code === 0);
  if (NO_LIST.has(name)) {
    expect.soft([code, requests, documents], where).toEqual([0, 2, [UNCHECKED]]);
    return;
  }
  if (ONLY_FOR_WRITES.has(name)) expect.soft(code, where).toBe(0);
  else if (times === "forever") expect.soft(code, where).not.toBe(0);
  expect.soft(documents, where).toEqual(code === 0 ? [] : [UNSENT]);
};

const UNCHECKED = { schema: 1, warning: { message: expect.stringMatching(/^written without checking/) } };
const UNSENT = { schema: 1, error: expect.objectContaining({ sent: "no" }) };

test.each(COMMANDS)(
  "if the read before a write fails ($name), either nothing is written or a warning says what was not checked",
  async (command) => {
    for (const name of SANDBOX_FAULT_NAMES) {
      for (const times of [1, "forever"] as const) await expectAsPromised(command, name, times);
    }
    recordFigure("every command against every fault", { commands: 1, runs: SANDBOX_FAULT_NAMES.length * 2 });
  },
);
