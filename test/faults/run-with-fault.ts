import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import type { FaultName } from "../../src/sandbox/sandbox.js";
import { useProfileHome } from "../support/profile-home.js";
import { type Run, run } from "../support/run-cli.js";
import { KEY, seedOne, type TestSandbox, useSandbox } from "../support/sandbox.js";
import type { FaultedCommand, ListedMessage } from "./faulted-commands.js";

export interface FaultedRun extends Run {
  readonly requests: number;
  /** Whether the command took effect, read from the server after the faults are cleared. */
  readonly isDone: boolean;
  readonly milliseconds: number;
}

/** Which fault, and how often. */
export interface FaultSetting {
  readonly name: FaultName;
  readonly times: 1 | "forever";
  /** The target of a redirect. */
  readonly location?: string;
}

/**
 * Runs a command line against a new sandbox with an armed fault.
 * @param cleanMs how long the same command took without a fault
 */
export const runWithFault = async (
  { argv, server, isWrite, method, isDone, prepare }: FaultedCommand,
  fault?: FaultSetting,
  cleanMs = 0,
): Promise<FaultedRun> => {
  const sandbox = await useSandbox({ server });
  const id = seedOne(sandbox);
  prepare?.(sandbox, id);
  const words = [...argv(id), "--json", "--request-timeout", timeoutFor(fault, cleanMs)];
  const env = words[0] === "profile" ? await profileAt(sandbox) : sandbox.env;
  sandbox.forget();
  const before = sandbox.requests.length;
  if (fault !== undefined)
    sandbox.fault({ ...fault, ...(isWrite ? { method } : {}), ...closedPortOption(fault) });
  const start = performance.now();
  // A closed port reopens in real time, so real pauses are needed.
  const end = await run(words, { env, ...(fault?.name === "refuse" && fault.times === 1 ? REAL_TIME : {}) });
  const milliseconds = performance.now() - start;
  const requests = sandbox.requests.length - before;
  await sandbox.clearFaults();
  return { ...end, requests, milliseconds, isDone: isDone(await listed(sandbox, id)) };
};

const REAL_TIME = { sleep: (ms: number) => pause(ms), random: () => 0.9 };

const closedPortOption = ({ name, times }: FaultSetting) =>
  name === "refuse" ? { forMs: times === 1 ? 200 : 600_000 } : {};

/** Short if every attempt fails; long enough for the second attempt if only the first one fails. */
const timeoutFor = (fault: FaultSetting | undefined, cleanMs: number): string => {
  if (fault === undefined || !/^(?:hang|slow)-/.test(fault.name)) return "120s";
  // Several times the duration without a fault, so that the second attempt succeeds on a busy machine too.
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
