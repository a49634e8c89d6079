import { once } from "node:events";
import { Agent, request } from "node:http";
import net from "node:net";
import { expect, test } from "vitest";
import { senderFor } from "../running-sandbox.js";
import { faultySandbox } from "./faulty-sandbox.js";

test("refuse: connections are refused from the moment of arming, then the same port is open again", async () => {
  const { write, sandbox, state } = await faultySandbox({ name: "refuse", forMs: 300 });
  expect((await write()).ending).toBe("refused");
  expect(sandbox.requests).toEqual([]);
  await sandbox.clearFaults();
  expect(await state()).toBe("pending");
  sandbox.fault({ name: "refuse", forMs: 300 });
  expect((await write()).ending).toBe("refused");
  await expect.poll(async () => (await write()).ending, { interval: 50 }).toBe("end");
  expect(await state()).toBe("done");
  expect(sandbox.faults()).toMatchObject([{ name: "refuse", forMs: 300, times: 1, struck: 1 }]);
});

test("refuse lasts for the given time", async () => {
  const { write } = await faultySandbox({ name: "refuse", forMs: 500 });
  const start = performance.now();
  await expect.poll(async () => (await write()).ending, { interval: 20 }).toBe("end");
  expect(performance.now() - start).toBeGreaterThanOrEqual(490);
});

test("refuse after a number of matching requests, which still get their responses", async () => {
  const { write, list, sandbox } = await faultySandbox({
    name: "refuse",
    skip: 2,
    kind: "writes",
    forMs: 60_000,
  });
  expect((await write()).status).toBe(201);
  expect((await list()).status).toBe(200);
  const second = await write();
  expect([second.ending, second.status]).toEqual(["end", 201]);
  expect((await list()).ending).toBe("refused");
  expect(await sandbox.clearFaults()).toBe(1);
  expect((await list()).status).toBe(200);
});

test("refuse closes idle connections, so that no request gets through", async () => {
  const { sandbox } = await faultySandbox();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const status = async (): Promise<unknown> => {
    const sent = request(`${sandbox.url}/v1/health-check`, { agent }).end();
    const [response] = await once(sent, "response");
    response.resume();
    await once(response, "end");
    return response.statusCode;
  };
  const silent = net.connect(sandbox.port, "127.0.0.1");
  await once(silent, "connect");
  const silentEnd = once(silent, "close");
  expect(await status()).toBe(200);
  sandbox.fault({ name: "refuse", forMs: 60_000 });
  await silentEnd;
  await expect(status()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  agent.destroy();
});

test("refuse forever lets one request through between two pauses, and can be cleared by it", async () => {
  const { sandbox } = await faultySandbox({ name: "refuse", times: "forever", forMs: 50 });
  const send = senderFor(sandbox.url, sandbox.keys[0] ?? "");
  const untilThere = () =>
    expect
      .poll(
        () =>
          send("GET", "/v1/messages").then(
            ({ status }) => status,
            () => 0,
          ),
        { interval: 20 },
      )
      .toBe(200);
  await untilThere();
  await expect(send("GET", "/v1/messages")).rejects.toThrow();
  await untilThere();
  expect(sandbox.faults()[0]?.struck).toBeGreaterThanOrEqual(3);
  await expect
    .poll(
      () =>
        send("DELETE", "/__sandbox/fault").then(
          ({ body }) => body,
          () => undefined,
        ),
      { interval: 20 },
    )
    .toEqual({ data: { cleared: 1 } });
  for (let turn = 0; turn < 3; turn += 1) expect((await send("GET", "/v1/messages")).status).toBe(200);
});

test("refuse comes back although another program had the port meanwhile", async () => {
  const { sandbox, write } = await faultySandbox({ name: "refuse", forMs: 30 });
  const thief = net.createServer();
  thief.listen(sandbox.port, "127.0.0.1");
  await once(thief, "listening");
  await new Promise((resolve) => setTimeout(resolve, 150));
  const closed = once(thief, "close");
  thief.close();
  await closed;
  await expect.poll(async () => (await write()).ending, { interval: 30 }).toBe("end");
});

test("arming refuse from another process gets a response before the port closes", async () => {
  const { sandbox, list } = await faultySandbox();
  const send = senderFor(sandbox.url, sandbox.keys[0] ?? "");
  expect((await send("POST", "/__sandbox/fault", { name: "refuse", forMs: 60_000 })).status).toBe(201);
  expect((await list()).ending).toBe("refused");
});
