import { expect, test } from "vitest";
import { run } from "../../support/run-cli.js";
import { KEY, useSandbox } from "../../support/sandbox.js";

const OFF = { NODE_TLS_REJECT_UNAUTHORIZED: "0", NOVU_MSG_RETRIES: "0" };

test.each([
  ["Novu's cloud", {}],
  ["a server of one's own", { NOVU_API_URL: "https://novu.example.com" }],
])("a key is not sent to %s while certificates are not checked", async (_what, env) => {
  for (const argv of [["whoami"], ["action", "complete", "alice", "65f0c1a9b2d4e6f8a0b1c2d3", "primary"]]) {
    const { code, stderr } = await run([...argv, "--json"], {
      env: { NOVU_SECRET_KEY: KEY, ...OFF, ...env },
    });
    expect([code, JSON.parse(stderr).error]).toMatchObject([
      3,
      { code: "E_HTTP", next: [{ command: "unset NODE_TLS_REJECT_UNAUTHORIZED" }] },
    ]);
  }
});

test("within this machine it does not matter", async () => {
  const sandbox = await useSandbox();
  expect((await run(["whoami"], { env: { ...sandbox.env, ...OFF } })).code).toBe(0);
});

test("doctor names it", async () => {
  const env = { NOVU_SECRET_KEY: KEY, NOVU_API_URL: "https://novu.example.com", ...OFF };
  const { stdout } = await run(["doctor", "--json"], { env });
  const { checks } = JSON.parse(stdout) as { checks: { state: string; finding: string }[] };
  expect(checks.filter(({ state }) => state === "fail").map(({ finding }) => finding)).toContainEqual(
    expect.stringContaining("NODE_TLS_REJECT_UNAUTHORIZED=0 disables certificate checks"),
  );
});
