import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import { FAULTS } from "../../src/sandbox/faults/fault-table.js";
import type { FaultName } from "../../src/sandbox/sandbox.js";
import { useProfileHome } from "../support/profile-home.js";
import { type Run, run } from "../support/run-cli.js";
import { KEY, seedOne, type TestSandbox, useSandbox } from "../support/sandbox.js";
import type { FaultedCommand, ListedMessage } from "./faulted-commands.js";

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

export interface Struck extends Run {
  readonly requests: number;
  /** Whether the command's effect is there, as the server says when nothing strikes any more. */
  readonly isDone: boolean;
  readonly milliseconds: number;
}

/** What strikes, and how often. */
export interface Blow {
  readonly name: FaultName;
  readonly times: 1 | "forever";
  /** Where a redirect leads. */
  readonly location?: string;
}

/**
 * Runs a command line on a sandbox of its own that a fault strikes.
 * @param cleanMs how long the same took just before, without a fault
 */
export const strike = async (
  { argv, server, isWrite, method, isDone, prepare }: FaultedCommand,
  fault?: Blow,
  cleanMs = 0,
): Promise<Struck> => {
  const sandbox = await useSandbox({ server });
  const id = seedOne(sandbox);
  prepare?.(sandbox, id);
  const words = [...argv(id), "--json", "--request-timeout", timeoutFor(fault, cleanMs)];
  const env = words[0] === "profile" ? await profileAt(sandbox) : sandbox.env;
  sandbox.forget();
  const before = sandbox.requests.length;
  if (fault !== undefined) sandbox.fault({ ...fault, ...(isWrite ? { method } : {}), ...shutFor(fault) });
  const start = performance.now();
  // A shut port opens again in real time only.
  const end = await run(words, { env, ...(fault?.name === "refuse" && fault.times === 1 ? PATIENT : {}) });
  const milliseconds = performance.now() - start;
  const requests = sandbox.requests.length - before;
  await sandbox.clearFaults();
  return { ...end, requests, milliseconds, isDone: isDone(await listed(sandbox, id)) };
};

const PATIENT = { sleep: (ms: number) => pause(ms), random: () => 0.9 };

const shutFor = ({ name, times }: Blow) => (name === "refuse" ? { forMs: times === 1 ? 200 : 600_000 } : {});

/** Where every try is struck none needs much time; where one is, the next is to end well. */
const timeoutFor = (fault: Blow | undefined, cleanMs: number): string => {
  if (fault === undefined || !/^(?:hang|slow)-/.test(fault.name)) return "120s";
  // The next is to end well on a busy machine too: it gets several times what the same took without a fault.
  return fault.times === 1 ? `${Math.max(400, Math.ceil(4 * cleanMs))}ms` : "80ms";
};

const profileAt = async (sandbox: TestSandbox): Promise<Readonly<Record<string, string>>> => {
  const home = useProfileHome();
  const add = ["profile", "add", "local", "--key-stdin", "--api-url", sandbox.url];
  expect((await home.run(add, KEY)).code).toBe(0);
  return home.env;
};

const listed = async (sandbox: TestSandbox, id: string): Promise<ListedMessage | undefined> => {
  const answer = await fetch(`${sandbox.url}/v1/messages?subscriberId=sub-1`, {
    headers: { authorization: `ApiKey ${KEY}` },
  });
  const { data } = (await answer.json()) as { data: readonly (ListedMessage & { readonly _id: string })[] };
  return data.find(({ _id }) => _id === id);
};
