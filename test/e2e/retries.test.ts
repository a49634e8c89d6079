import { expect, test } from "vitest";
import { MESSAGE, useFailingNovu } from "../support/failing-novu.js";
import { finished, spawnCli, start } from "../support/spawn-cli.js";

const SET = ["action", "complete", "alice", MESSAGE, "primary", "--overwrite"];

test("Ctrl-C ends a pause at once, and says what may have become of the write", async () => {
  const { env, seen } = await useFailingNovu([503, { "retry-after": "50" }]);
  const child = start([...SET, "-v"], { env });
  const begin = performance.now();
  child.stderr?.once("data", () => child.kill("SIGINT"));
  const { code, stderr, stdout } = await finished(child);
  expect(performance.now() - begin).toBeLessThan(50_000); // As long as the server asks for.
  expect([code, stdout, seen.length]).toEqual([130, "", 1]);
  expect(stderr).toContain("The change may or may not have been made. Running it again is safe.");
});

test("a real pause is as long as the server asks for, and the write then succeeds", async () => {
  const { env, seen } = await useFailingNovu([429, { "retry-after": "1" }], 201);
  const begin = performance.now();
  const { code, stderr } = await spawnCli([...SET, "-v"], { env });
  expect(performance.now() - begin).toBeGreaterThan(1_000);
  expect([code, seen.length]).toEqual([0, 2]);
  expect(stderr).toMatch(/^· retry 1 of 4 in 1(?:\.\d)? s: Novu's rate limit is reached \(429\)$/m);
});

test("a body that never ends does not outlive the time allowed", async () => {
  const { env } = await useFailingNovu("hang in body");
  const { code, stderr } = await spawnCli([...SET, "--max-wait", "1s"], { env });
  expect(code).toBe(7);
  expect(stderr).toContain("--max-wait allows 1 s in total.");
});
