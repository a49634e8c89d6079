import { expect, test } from "vitest";
import { FAULTS, type FaultName } from "../../../src/sandbox/start-sandbox.js";
import { run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";

/** What comes of a write that each fault strikes once, and always: exit code and requests seen by the route. */
const TABLE: Readonly<Record<FaultName, readonly [once: string, always: string]>> = {
  refuse: ["0 1", "0 1"],
  "reset-before": ["0 2", "7 5"],
  "reset-after": ["0 2", "7 5"],
  "reset-in-body": ["0 2", "7 5"],
  "hang-before": ["0 2", "7 5"],
  "hang-after": ["0 2", "7 5"],
  "hang-in-body": ["0 2", "7 5"],
  "cut-json": ["12 1", "12 1"],
  "slow-drip": ["0 2", "7 5"],
  huge: ["0 1", "0 1"],
  "gzip-bomb": ["12 1", "12 1"],
  "empty-200": ["12 1", "12 1"],
  "empty-201": ["12 1", "12 1"],
  "html-200": ["12 1", "12 1"],
  "html-502": ["0 2", "9 5"],
  "redirect-301": ["12 1", "12 1"],
  "redirect-302": ["12 1", "12 1"],
  "redirect-307": ["12 1", "12 1"],
  "redirect-308": ["12 1", "12 1"],
  "unauthorized-echo": ["4 1", "4 1"],
  "rate-limit": ["0 2", "9 5"],
  "status-408": ["0 2", "6 5"],
  "status-425": ["0 2", "6 5"],
  "error-500": ["0 2", "9 5"],
  "error-503": ["0 2", "9 5"],
  "replay-503": ["0 2", "9 5"],
  "conflict-409": ["0 2", "6 5"],
  "spurious-400": ["0 2", "0 2"],
  "wrong-message": ["12 1", "12 1"],
};

const isSlow = (name: FaultName): boolean => /^(?:hang|slow)-/.test(name);

/** A closed port opens again only in real time; pauses of some length outlast the second that it is closed. */
const REAL = {
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  random: () => 0.8,
};

test.each(Object.keys(FAULTS) as FaultName[])("%s", async (name) => {
  const [once, always] = TABLE[name];
  for (const [times, expected] of [
    [1, once],
    ["forever", always],
  ] as const) {
    const sandbox = await useSandbox();
    const id = seedOne(sandbox);
    const argv = [
      "action",
      "complete",
      "sub-1",
      id,
      "primary",
      "--json",
      ...(isSlow(name) ? ["--request-timeout", "300ms"] : []),
    ];
    sandbox.fault({ name, times });
    const end = await run(argv, { env: sandbox.env, ...(name === "refuse" ? REAL : {}) });
    expect.soft(`${end.code} ${sandbox.requests.length}`, `${times}`).toBe(expected);
  }
});
