import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { finished, spawnCli, start } from "../support/spawn-cli.js";

/** The built sandbox in a process of its own, and the variables that lead to it. */
const runningSandbox = async () => {
  const child = start(["sandbox", "start", "--key", "k", "--print-env"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const [ready] = child.stdout === null ? [] : await once(child.stdout, "data");
  const url = /NOVU_API_URL=(\S+)/.exec(String(ready))?.[1] ?? "";
  return { child, env: { NOVU_API_URL: url, NOVU_SECRET_KEY: "k" } };
};

test("a sandbox whose port is closed for a while lives on, and opens it again", async () => {
  const { child, env } = await runningSandbox();
  // Closed for several times as long as a program takes to start on this machine now.
  const begin = performance.now();
  expect((await spawnCli(["whoami"], { env })).code).toBe(0);
  const closedMs = Math.ceil(1_500 + 8 * (performance.now() - begin));
  expect((await spawnCli(["sandbox", "fault", "refuse", "--for", `${closedMs}ms`], { env })).code).toBe(0);
  expect((await spawnCli(["whoami", "--retries", "0"], { env })).code).toBe(7);
  await expect.poll(async () => (await spawnCli(["whoami"], { env })).code, { interval: 200 }).toBe(0);
  expect(child.exitCode).toBe(null);
});

test("Ctrl-C ends a sandbox at once, whatever hangs in it and even with its port closed", async () => {
  const { child, env } = await runningSandbox();
  await spawnCli(["sandbox", "fault", "hang-before"], { env });
  const hanging = spawnCli(["whoami"], { env });
  await expect
    .poll(async () => (await spawnCli(["sandbox", "fault", "--armed"], { env })).stdout)
    .toContain("\t1\n");
  await spawnCli(["sandbox", "fault", "refuse", "--for", "1h"], { env });
  const ended = finished(child);
  child.kill("SIGINT");
  expect((await ended).code).toBe(130);
  expect((await hanging).code).toBe(7);
});
