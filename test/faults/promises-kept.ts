import { expect } from "vitest";
import { FAULTS } from "../../src/sandbox/faults/fault-table.js";
import { recordFigure } from "../support/figures.js";
import { expectedOf } from "./expected.js";
import type { FaultedCommand } from "./faulted-commands.js";
import { type Blow, FAULT_NAMES, type Struck, strike } from "./strike.js";

interface Told {
  readonly error: {
    readonly code: string;
    readonly exit: number;
    readonly sent: string;
    readonly hint: string;
    readonly details: { readonly tries?: number };
    readonly next: readonly { readonly command: string }[];
  };
}

const toldBy = ({ stderr }: Struck): Told["error"] | undefined =>
  stderr === "" ? undefined : (JSON.parse(stderr) as Told).error;

/** Runs a command against every fault, once and always, and holds each end against what is promised. */
export const keepsPromises = async (command: FaultedCommand): Promise<void> => {
  const clean = await strike(command);
  expect([clean.code, clean.stderr]).toEqual([0, ""]);
  for (const name of FAULT_NAMES) {
    for (const times of [1, "forever"] as const) {
      const end = await strike(command, { name, times }, clean.milliseconds);
      endsAsPromised(command, { name, times }, end, clean.requests);
      saysWhatBecameOfIt(command, { name, times }, end);
    }
  }
  recordFigure("every command against every fault", { commands: 1, runs: FAULT_NAMES.length * 2 });
};

const endsAsPromised = (command: FaultedCommand, fault: Blow, end: Struck, cleanRequests: number): void => {
  const { name, times } = fault;
  const { ending, requests } = expectedOf(name, command, times, FAULTS[name].takesEffect);
  const told = toldBy(end);
  const where = `${name}, ${times}: ${end.stderr}`;
  if (ending === undefined) {
    // A raw call gives what came; that it is a replay is a warning.
    const isReplayed = command.isRaw === true && command.isWrite && name === "wrong-message";
    expect.soft([end.code, end.requests], where).toEqual([0, cleanRequests + requests]);
    expect
      .soft(end.stderr, where)
      .toMatch(isReplayed ? /^\{"schema":1,"warning":.*nothing was written now/ : /^$/);
    if (command.isMute) {
      expect.soft(end.stdout, where).toBe("");
      return;
    }
    expect.soft(end.stdout.endsWith("\n"), where).toBe(true);
    expect.soft(() => JSON.parse(end.stdout), where).not.toThrow();
    return;
  }
  // On a busy machine a try's time can be up before the server hears of it: then the tries that are told count.
  const isTimed = /^(?:hang|slow)-/.test(name) && (told?.details.tries ?? 0) > 1;
  expect
    .soft([end.code, end.stdout, isTimed ? told?.details.tries : end.requests], where)
    .toEqual([ending.exit, "", requests]);
  expect.soft(end.requests, where).toBeLessThanOrEqual(requests);
  expect.soft(end.stderr.trimEnd().split("\n"), where).toHaveLength(1);
  expect.soft(told?.exit, where).toBe(ending.exit);
  expect.soft(ending.codes, where).toContain(told?.code);
  expect.soft(ending.sent, where).toContain(told?.sent);
};

/** The end and the server's own state have to agree. */
const saysWhatBecameOfIt = (command: FaultedCommand, { name, times }: Blow, end: Struck): void => {
  const told = toldBy(end);
  const where = `${name}, ${times}: ${end.stderr}`;
  if (!command.isWrite) {
    expect.soft(end.isDone, where).toBe(true);
    return;
  }
  const isAnybodysGuess = command.isRaw && (name === "html-200" || name === "wrong-message");
  if (end.code === 0 && !isAnybodysGuess) expect.soft(end.isDone, where).toBe(true);
  if (told?.sent === "no" || told?.hint.includes("Nothing was changed"))
    expect.soft(end.isDone, where).toBe(false);
  if (times === "forever" && end.code !== 0) expect.soft(end.isDone, where).toBe(FAULTS[name].takesEffect);
};
