import { expect, test } from "vitest";
import { runCli } from "../../../src/cli/run-cli.js";
import { faultOptionsOf, knownFaults } from "../../../src/commands/sandbox/known-faults.js";
import type { Fault } from "../../../src/sandbox/faults/fault.js";
import { FAULTS } from "../../../src/sandbox/faults/fault-table.js";
import type { FaultOptions } from "../../../src/sandbox/sandbox.js";
import { createFakeHost } from "../../support/host.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";

test("the command knows the sandbox's faults, no more and no fewer", () => {
  const table: Readonly<Record<string, Fault>> = FAULTS;
  const facts = Object.entries(table).map(([name, { takesEffect, kind, options }]) => ({
    name,
    takesEffect,
    kind,
    options,
  }));
  expect(
    knownFaults.map(({ name, takesEffect, kind, options }) => ({ name, takesEffect, kind, options })),
  ).toEqual(facts);
});

test("the list fits 80 columns", () => {
  const widest = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));
  const columns = [knownFaults.map(({ name }) => name), ["carried out"], knownFaults.map(({ what }) => what)];
  expect(columns.map(widest).reduce((width, column) => width + 2 + column, 0)).toBeLessThanOrEqual(79);
});

test("every option a fault takes is told in its line", () => {
  const flags: Readonly<Record<keyof FaultOptions, string>> = {
    retryAfter: "--retry-after",
    location: "--location",
    forMs: "--for",
  };
  for (const { name, what } of knownFaults) {
    const told = Object.values(flags).filter((flag) => new RegExp(`${flag}\\b(?!-)`).test(what));
    expect([name, told]).toEqual([name, faultOptionsOf(name).map((option) => flags[option])]);
  }
});

const accepted: readonly [readonly string[], unknown][] = [
  [["reset-after"], { name: "reset-after" }],
  [
    ["rate-limit", "--times", "3", "--skip", "2", "--method", "GET", "--path", "/v1/", "--retry-after", "+5"],
    { name: "rate-limit", times: 3, skip: 2, method: "GET", path: "/v1/", retryAfter: "+5" },
  ],
  [["huge", "--times", "forever", "--kind", "writes"], { name: "huge", times: "forever", kind: "writes" }],
  [["html-502", "--probability", ".05", "--seed", "7"], { name: "html-502", probability: 0.05, seed: 7 }],
  [
    ["redirect-307", "--location", "http://127.0.0.1:4000/x"],
    { name: "redirect-307", location: "http://127.0.0.1:4000/x" },
  ],
  [["refuse", "--for", "2s"], { name: "refuse", forMs: 2_000 }],
  [["--list"], {}],
  [["--armed"], {}],
  [["--clear"], {}],
];

test.each(accepted)("sandbox fault %j is understood", async (words, input) => {
  expect(await inputOf(["sandbox", "fault", ...words])).toEqual(input);
});

const refused: readonly [readonly string[], string][] = [
  [[], "E_INPUT: missing: <name>"],
  [["rest-after"], `E_ENUM: "rest-after" isn't a fault. Did you mean "reset-after"?`],
  [["--list", "--clear"], "E_CONFLICT: --list takes no fault"],
  [["huge", "--clear"], "E_CONFLICT: --clear takes no fault"],
  [["--armed", "--times", "3"], "E_CONFLICT: --armed takes no fault"],
  [["huge", "--times", "0"], `E_USAGE: "0" isn't a number of times: use 1 to 1000000, or forever`],
  [["huge", "--times", "1000001"], `E_USAGE: "1000001" isn't a number of times`],
  [["huge", "--skip", "-1"], `E_USAGE: "-1" isn't a whole number`],
  [["huge", "--method", "get"], `E_ENUM: "get" isn't a method. Did you mean "GET"?`],
  [["huge", "--kind", "write"], `E_ENUM: "write" isn't a kind. Did you mean "writes"?`],
  [["huge", "--path", "v1"], `E_USAGE: "v1" isn't a path prefix`],
  [["huge", "--probability", "5"], `E_USAGE: "5" isn't a probability`],
  [["huge", "--probability", "0"], `E_USAGE: "0" isn't a probability`],
  [["huge", "--probability", "1e-3"], `E_USAGE: "1e-3" isn't a probability`],
  [["huge", "--seed", "1"], "E_USAGE: --seed only works with --probability"],
  [["redirect-301", "--location", "elsewhere"], `E_USAGE: "elsewhere" isn't a full http URL`],
  [["redirect-301", "--location", "ftp://x/"], `E_USAGE: "ftp://x/" isn't a full http URL`],
  [["html-200", "--retry-after", "0"], "E_USAGE: html-200 takes no --retry-after"],
  [["rate-limit", "--location", "http://x/"], "E_USAGE: rate-limit takes no --location"],
  [["reset-after", "--for", "1s"], "E_USAGE: reset-after takes no --for"],
];

test.each(refused)("sandbox fault %j is refused", async (words, refusal) => {
  expect((await refusalOf(["sandbox", "fault", ...words])).startsWith(refusal)).toBe(true);
});

test("arms a fault that strikes the next command, and says what becomes of the request", async () => {
  const sandbox = await useSandbox();
  const { env } = sandbox;
  const id = seedOne(sandbox);
  const armed = await run(["sandbox", "fault", "reset-after", "--kind", "writes"], { env });
  expect(armed).toEqual({
    code: 0,
    stdout: "fault\treset-after\nstrikes\tthe next write\nrequest\tcarried out\n",
    stderr: "✔ reset-after armed for the next write\n",
  });
  const write = ["action", "set", "sub-1", id, "primary", "--status", "done", "--retries", "0"];
  expect((await run(write, { env })).code).toBe(7);
  expect(sandbox.requests.filter(({ fault }) => fault !== undefined)).toMatchObject([
    { method: "POST", status: 0, fault: "reset-after" },
  ]);
  const state = await run(["action", "get", "sub-1", id, "--query", "cta.action.status"], { env });
  expect(state.stdout).toBe("done\n");
});

test("lists what is armed with how often it struck, and clears it", async () => {
  const { env } = await useSandbox();
  await run(["sandbox", "fault", "error-503", "--times", "2"], { env });
  await run(
    ["sandbox", "fault", "huge", "--probability", "0.05", "--times", "4", "--skip", "2", "--path", "/v1/x"],
    { env },
  );
  expect((await run(["whoami", "--retries", "0"], { env })).code).toBe(9);
  expect((await run(["sandbox", "fault", "--armed"], { env })).stdout).toBe(
    "error-503\tthe next 2 requests\t1\nhuge\t5 % of requests to /v1/x…, at most 4, after the first 2\t0\n",
  );
  const cleared = await run(["sandbox", "fault", "--clear", "--json"], { env });
  expect(JSON.parse(cleared.stdout)).toEqual({ cleared: 2 });
  expect((await run(["sandbox", "fault", "--armed", "--json"], { env })).stdout).toBe("[]\n");
  expect((await run(["whoami"], { env })).code).toBe(0);
});

test("tells the seed it made up", async () => {
  const sandbox = await useSandbox();
  const { stdout } = await run(["sandbox", "fault", "error-500", "--probability", "0.5", "--json"], {
    env: sandbox.env,
  });
  expect(JSON.parse(stdout)).toEqual({
    name: "error-500",
    takesEffect: false,
    times: "forever",
    skip: 0,
    kind: "any",
    probability: 0.5,
    seed: expect.any(Number),
    struck: 0,
  });
  expect(sandbox.faults()).toEqual([JSON.parse(stdout)]);
});

test("refuse shuts the door, and the command that did it ends well", async () => {
  const { env } = await useSandbox();
  const { code, stdout } = await run(["sandbox", "fault", "refuse", "--for", "400ms"], { env });
  expect([code, stdout]).toEqual([
    0,
    "fault\trefuse\nstrikes\tthe next request\nrequest\tnot done\nclosed ms\t400\n",
  ]);
  expect((await run(["whoami", "--retries", "0"], { env })).code).toBe(7);
  await expect.poll(async () => (await run(["whoami"], { env })).code).toBe(0);
});

test("--list needs no sandbox and no key", async () => {
  const { code, stdout, stderr } = await run(["sandbox", "fault", "--list", "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toEqual(
    knownFaults.map(({ name, takesEffect, kind = "any", what }) => ({ name, takesEffect, kind, what })),
  );
  expect((await run(["sandbox", "fault", "--list"])).stdout).toContain(
    "hang-after\tcarried out\tno response, ever\n",
  );
});

test("sandbox start --fault strikes the first requests", async () => {
  const controller = new AbortController();
  const { host, stdout } = createFakeHost({
    argv: ["sandbox", "start", "--key", "k", "--print-env", "--fault", "html-502", "--fault", "error-503"],
    signal: controller.signal,
  });
  const running = runCli(host);
  await expect.poll(stdout).toContain("export NOVU_SECRET_KEY=k\n");
  const env = { NOVU_API_URL: /NOVU_API_URL=(\S+)/.exec(stdout())?.[1] ?? "", NOVU_SECRET_KEY: "k" };
  const whoami = () => run(["whoami", "--query", "environment.name", "--retries", "0"], { env });
  expect((await whoami()).stderr).toContain("502");
  expect((await whoami()).stderr).toContain("503");
  expect((await whoami()).code).toBe(0);
  controller.abort("SIGINT");
  expect(await running).toBe(130);
});
