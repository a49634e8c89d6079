import { expect } from "vitest";
import { SANDBOX_FAULT_NAMES } from "../../src/model/sandbox-faults.js";
import { FAULTS } from "../../src/sandbox/faults/fault-table.js";
import { recordFigure } from "../support/figures.js";
import { sampleOf } from "../support/sample.js";
import { expectedOf } from "./expected.js";
import type { FaultedCommand } from "./faulted-commands.js";
import { type FaultedRun, type FaultSetting, runWithFault } from "./run-with-fault.js";

interface ErrorDocument {
  readonly error: {
    readonly code: string;
    readonly exit: number;
    readonly sent: string;
    readonly hint: string;
    readonly details: { readonly tries?: number };
    readonly next: readonly { readonly command: string }[];
  };
}

const errorOf = ({ stderr }: FaultedRun): ErrorDocument["error"] | undefined =>
  stderr === "" ? undefined : (JSON.parse(stderr) as ErrorDocument).error;

const EVERY_FAULT: readonly FaultSetting[] = SANDBOX_FAULT_NAMES.flatMap((name) =>
  ([1, "forever"] as const).map((times) => ({ name, times })),
);

/** Runs a command against every fault (or a sample), once and forever, and checks how each run ends. */
export const keepsPromises = async (command: FaultedCommand): Promise<void> => {
  const clean = await runWithFault(command);
  expect([clean.code, clean.stderr]).toEqual([0, ""]);
  const faults = sampleOf(command.name, EVERY_FAULT, 8);
  for (const fault of faults) {
    const end = await runWithFault(command, fault, clean.milliseconds);
    expectEnding(command, fault, end, clean.requests);
    expectReportMatchesServer(command, fault, end);
  }
  recordFigure("every command against every fault", { commands: 1, runs: faults.length });
};

const expectEnding = (
  command: FaultedCommand,
  fault: FaultSetting,
  end: FaultedRun,
  cleanRequests: number,
): void => {
  const { name, times } = fault;
  const { ending, requests } = expectedOf(name, command, times, FAULTS[name].takesEffect);
  const told = errorOf(end);
  const where = `${name}, ${times}: ${end.stderr}`;
  if (ending === undefined) {
    // A raw call passes the response on; a replay is a warning.
    const isReplayed = command.isRaw === true && command.isWrite && name === "wrong-message";
    expect.soft([end.code, end.requests], where).toEqual([0, cleanRequests + requests]);
    expect
      .soft(end.stderr, where)
      .toMatch(isReplayed ? /^\{"schema":1,"warning":.*nothing was written now/ : /^$/);
    if (command.isSilent) {
      expect.soft(end.stdout, where).toBe("");
      return;
    }
    expect.soft(end.stdout.endsWith("\n"), where).toBe(true);
    expect.soft(() => JSON.parse(end.stdout), where).not.toThrow();
    return;
  }
  // On a busy machine a request can time out before the server receives it; then the reported attempts are compared.
  const isTimed = /^(?:hang|slow)-/.test(name) && (told?.details.tries ?? 0) > 1;
  expect
    .soft([end.code, end.stdout, isTimed ? told?.details.tries : end.requests], where)
    .toEqual([ending.exit, "", requests]);
  expect.soft(end.requests, where).toBeLessThanOrEqual(requests);
  expect.soft(end.stderr.trimEnd().split("\n"), where).toHaveLength(1);
  expect.soft(told?.exit, where).toBe(ending.exit);
  expect.soft(ending.codes, where).toContain(told?.code);
  if (command.isWrite) expect.soft(ending.sent, where).toContain(told?.sent);
  else expect.soft(told, where).not.toHaveProperty("sent");
};

/** The reported result must match the state of the server. */
const expectReportMatchesServer = (
  command: FaultedCommand,
  { name, times }: FaultSetting,
  end: FaultedRun,
): void => {
  const told = errorOf(end);
  const where = `${name}, ${times}: ${end.stderr}`;
  if (!command.isWrite) {
    expect.soft(end.isDone, where).toBe(true);
    return;
  }
  const isUndecidable = command.isRaw && (name === "html-200" || name === "wrong-message");
  if (end.code === 0 && !isUndecidable) expect.soft(end.isDone, where).toBe(true);
  if (told?.sent === "no" || told?.hint.includes("Nothing was changed"))
    expect.soft(end.isDone, where).toBe(false);
  if (times === "forever" && end.code !== 0) expect.soft(end.isDone, where).toBe(FAULTS[name].takesEffect);
};
