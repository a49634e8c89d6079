import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Trigger } from "../../../../src/sandbox/faults/fault.js";
import { FAULTS } from "../../../../src/sandbox/faults/fault-table.js";
import type { FaultName } from "../../../../src/sandbox/sandbox.js";
import { createTimers } from "../../../../src/sandbox/timers.js";
import { useHttpServer } from "../../../support/loopback-server.js";
import { faultySandbox, WRITE } from "./faulty-sandbox.js";
import { exchange } from "./raw-exchange.js";

/** The real response to the write, to recognise parts of it. */
const rightAnswer = async () => {
  const { write } = await faultySandbox();
  const { body, headers, status } = await write();
  return { length: body.length, type: headers["content-type"], status };
};

test.each(["reset-before", "reset-after"] as const)("%s: not a byte, then RST", async (name) => {
  const { write, sandbox, path } = await faultySandbox({ name });
  const { ending, status, body } = await write();
  expect({ ending, status, bytes: body.length }).toEqual({ ending: "reset", status: 0, bytes: 0 });
  expect(sandbox.requests).toEqual([
    {
      method: "POST",
      path,
      headers: expect.objectContaining({ "content-type": "application/json" }),
      body: WRITE,
      status: 0,
      fault: name,
    },
  ]);
});

test.each(["hang-before", "hang-after"] as const)("%s: not a byte, and no end", async (name) => {
  const { write, sandbox } = await faultySandbox({ name });
  const { ending, status, body } = await write({ patience: 300 });
  expect({ ending, status, bytes: body.length }).toEqual({ ending: "open", status: 0, bytes: 0 });
  expect(sandbox.requests).toMatchObject([{ body: WRITE, status: 0, fault: name }]);
});

test.each([
  ["reset-in-body", "reset"],
  ["hang-in-body", "open"],
] as const)("%s: the head, half of the body, then that", async (name, ending) => {
  const right = await rightAnswer();
  const { write, sandbox } = await faultySandbox({ name });
  const got = await write({ patience: 400 });
  expect(got).toMatchObject({
    ending,
    status: 201,
    headers: { "content-type": right.type, "content-length": String(right.length) },
  });
  expect(got.body.length).toBe(Math.floor(right.length / 2));
  expect(got.body.subarray(0, 9).toString()).toBe('{"data":{');
  expect(sandbox.requests[0]).toMatchObject({ status: 201, fault: name });
});

test("cut-json: a complete HTTP response with JSON that stops in the middle", async () => {
  const right = await rightAnswer();
  const { write } = await faultySandbox({ name: "cut-json" });
  const { ending, status, headers, body } = await write();
  const half = Math.floor(right.length / 2);
  expect([ending, status, headers["content-type"]]).toEqual(["end", 201, right.type]);
  expect([headers["content-length"], body.length]).toEqual([String(half), half]);
  expect(() => JSON.parse(body.toString())).toThrow(SyntaxError);
});

test("a response without content is cut in a body too", async () => {
  const { sandbox } = await faultySandbox({ name: "cut-json" });
  const path = `/v1/messages/transaction/${sandbox.seed()[0]?.transactionId}`;
  const { status, body } = await exchange(sandbox, { method: "DELETE", path });
  expect([status, body.length > 0]).toEqual([200, true]);
  expect(() => JSON.parse(body.toString())).toThrow(SyntaxError);
});

test("slow-drip: one byte of the real response every 100 ms", async () => {
  const right = await rightAnswer();
  const { write } = await faultySandbox({ name: "slow-drip" });
  const got = await write({ patience: 750 });
  expect(got).toMatchObject({
    ending: "open",
    status: 201,
    headers: { "content-length": String(right.length) },
  });
  expect(got.body.length).toBeGreaterThanOrEqual(4);
  expect(got.body.length).toBeLessThanOrEqual(8);
  expect('{"data":{"_id'.startsWith(got.body.toString())).toBe(true);
});

test("slow-drip: a patient client gets the complete response", async () => {
  const timers = createTimers();
  const answer = { status: 200, headers: { "x-right": "yes" }, body: Buffer.from('{"a":1}') };
  const port = await useHttpServer((_request, outgoing) => {
    FAULTS["slow-drip"].send({ outgoing, timers } as Trigger, answer);
  });
  const start = performance.now();
  const got = await exchange({ port, keys: ["k"] }, { path: "/", patience: 5_000 });
  expect(got).toMatchObject({ ending: "end", status: 200, headers: { "x-right": "yes" }, body: answer.body });
  expect(performance.now() - start).toBeGreaterThanOrEqual(590);
});

test.each([
  ["empty-200", 200],
  ["empty-201", 201],
] as const)("%s: success without a word", async (name, status) => {
  const { write } = await faultySandbox({ name });
  const got = await write();
  expect(got).toMatchObject({ ending: "end", status, headers: { "content-length": "0" } });
  expect(got.body.length).toBe(0);
});

test.each([
  ["html-200", 200, "Sign in"],
  ["html-502", 502, "502 Bad Gateway"],
] as const)("%s: a page for people", async (name, status, title) => {
  const { write } = await faultySandbox({ name });
  const got = await write();
  expect(got).toMatchObject({
    ending: "end",
    status,
    headers: { "content-type": "text/html; charset=utf-8", "content-length": String(got.body.length) },
  });
  expect(got.body.toString()).toContain(`<title>${title}</title>`);
});

test.each([301, 302, 307, 308])("redirect-%i: to another host, or where it is told", async (status) => {
  const name = `redirect-${status}` as FaultName;
  const { write, sandbox, path } = await faultySandbox({ name });
  sandbox.fault({ name, location: "http://127.0.0.1:4000/x" });
  expect(await write()).toMatchObject({
    ending: "end",
    status,
    headers: { location: `http://localhost:9${path}`, "content-length": "0" },
  });
  expect((await write()).headers.location).toBe("http://127.0.0.1:4000/x");
});

test("a client can disconnect from a hanging or dripping response", async () => {
  const { sandbox, path, state } = await faultySandbox();
  const names = ["hang-before", "hang-in-body", "slow-drip", "huge", "gzip-bomb", "reset-in-body"] as const;
  const headers = { authorization: `ApiKey ${sandbox.keys[0]}`, "content-type": "application/json" };
  for (const name of names) {
    sandbox.fault({ name });
    const leaving = new AbortController();
    const { signal } = leaving;
    const answer = fetch(sandbox.url + path, { method: "POST", headers, body: WRITE, signal });
    const text = answer.then((response) => response.text());
    await expect.poll(() => sandbox.requests.at(-1)?.fault).toBe(name);
    leaving.abort();
    await expect(text).rejects.toThrow();
  }
  await wait(250);
  expect(sandbox.faults().map(({ struck }) => struck)).toEqual(names.map(() => 1));
  expect(await state()).toBe("done");
});
