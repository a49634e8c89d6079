import { expect, test } from "vitest";
import { exchange } from "./faults/raw-exchange.js";
import { runSandbox } from "./running-sandbox.js";

test.for([
  ["localhost:PORT", 200],
  ["127.0.0.1:PORT", 200],
  ["[::1]:PORT", 200],
  ["evil.example:PORT", 403],
  ["127.0.0.1.evil.example:PORT", 403],
  ["localhost.evil.example", 403],
  ["127.0.0.1:9", 403],
] as const)("a request for %s is answered with %i", async ([host, status]) => {
  const { sandbox } = await runSandbox();
  const headers = { Host: host.replace("PORT", String(sandbox.port)) };
  for (const path of ["/v1/environments/me", "/__sandbox"]) {
    expect((await exchange(sandbox, { method: "GET", path, headers })).status).toBe(status);
  }
});

test("the sandbox's own routes are closed to pages of other origins", async () => {
  const { sandbox, send } = await runSandbox();
  const ask = (origin: string) => send("GET", "/__sandbox/fault", undefined, { origin });
  expect((await ask(sandbox.url)).status).toBe(200);
  expect((await ask("http://localhost:5173")).status).toBe(403);
});

test.for([1e300, 2 ** 31, -1])("a press after %d ms is refused", async (afterMs) => {
  const { sandbox, send } = await runSandbox();
  const [message] = sandbox.seed();
  const body = { messageId: message?.messageId, button: "primary", afterMs };
  expect((await send("POST", "/__sandbox/press", body)).status).toBe(400);
});
