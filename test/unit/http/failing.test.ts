import { once } from "node:events";
import type net from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import type { Failure } from "../../../src/failures/failure.js";
import { isTransient } from "../../../src/http/network-failure.js";
import { useHttpServer } from "../../support/loopback-server.js";
import { failureOf } from "../failures/failure-of.js";
import { answer, at, clientFor, refusedPort, useRawServer } from "./loopback.js";

const SHORT = { requestMs: 150 };

const factsOf = ({ code, sent, exitCode, message }: Failure) => ({ code, sent, exitCode, message });

const failing = async (baseUrl: string, part: Parameters<typeof clientFor>[1] = {}): Promise<Failure> =>
  failureOf(() => clientFor(baseUrl, part)({ method: "POST", path: "/v1/x", body: { status: "done" } }));

/** A label is at most 63 characters, so no resolver is ever asked for this name. */
const UNRESOLVABLE = `${"a".repeat(64)}.invalid`;

test("a closed port: nothing was sent", async () => {
  const port = await refusedPort();
  const failure = await failing(at(port));
  expect({ ...factsOf(failure), hint: failure.info.hint, details: failure.info.details }).toEqual({
    code: "E_CONNECT",
    sent: "no",
    exitCode: 7,
    message: `connection refused by 127.0.0.1:${port}`,
    hint: ["Is the server running, and is this its API port?", "Nothing was sent."],
    details: { reason: "ECONNREFUSED" },
  });
});

test("a port closed on both addresses of a host name", async () => {
  const port = await refusedPort();
  expect(factsOf(await failing(`http://localhost:${port}`))).toEqual({
    code: "E_CONNECT",
    sent: "no",
    exitCode: 7,
    message: `connection refused by localhost:${port}`,
  });
});

test("an unknown host name", async () => {
  expect(factsOf(await failing(`http://${UNRESOLVABLE}`))).toEqual({
    code: "E_DNS",
    sent: "no",
    exitCode: 7,
    message: `the host name ${UNRESOLVABLE} can't be resolved`,
  });
});

test("a server that never answers: it is unknown whether it got the request", async () => {
  const { port } = await useRawServer(() => {});
  const failure = await failing(at(port), SHORT);
  expect({ ...factsOf(failure), hint: failure.info.hint }).toEqual({
    code: "E_TIMEOUT",
    sent: "unknown",
    exitCode: 7,
    message: `no complete response from 127.0.0.1:${port} within 0.15 s`,
    hint: ["Allow more time with --request-timeout.", "The request may or may not have reached Novu."],
  });
});

test("a server that goes silent after its headers", async () => {
  const { port } = await useRawServer((socket) => {
    socket.write("HTTP/1.1 201 Created\r\ncontent-length: 10\r\n\r\n{");
  });
  expect(factsOf(await failing(at(port), SHORT))).toEqual({
    code: "E_TIMEOUT",
    sent: "unknown",
    exitCode: 7,
    message: `no complete response from 127.0.0.1:${port} within 0.15 s`,
  });
});

/** Sends one byte at a time, endlessly. */
const useDrippingServer = () =>
  useHttpServer((_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(" "), 10);
    response.on("close", () => clearInterval(timer));
  });

test("a body that drips endlessly is ended by the limit of the try", async () => {
  const port = await useDrippingServer();
  expect(factsOf(await failing(at(port), SHORT))).toMatchObject({ code: "E_TIMEOUT", sent: "unknown" });
});

test("the limit of the try survives garbage collection", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const port = await useDrippingServer();
  const timer = setInterval(collect, 40);
  try {
    expect(factsOf(await failing(at(port), { requestMs: 400 }))).toMatchObject({ code: "E_TIMEOUT" });
  } finally {
    clearInterval(timer);
  }
});

test("a limit longer than a timer's maximum does not end at once", async () => {
  const { port } = await useRawServer((socket) => socket.end(answer("200 OK", "{}")));
  const send = clientFor(at(port), { requestMs: 2 ** 40 });
  expect(await send({ method: "GET", path: "/" })).toMatchObject({ status: 200, body: "{}" });
});

test.each([
  ["before any answer", ""],
  ["amid the headers", "HTTP/1.1 201 Created\r\ncontent-le"],
  ["amid the body", 'HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"data":'],
])("a connection that is reset %s", async (_when, sent) => {
  const { port } = await useRawServer((socket) => {
    if (sent === "") socket.resetAndDestroy();
    else socket.write(sent, () => socket.resetAndDestroy());
  });
  expect(factsOf(await failing(at(port)))).toEqual({
    code: "E_NETWORK",
    sent: "unknown",
    exitCode: 7,
    message: `the connection to 127.0.0.1:${port} was lost before the response was complete`,
  });
});

test.each([
  ["shorter than it was announced", 'HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"data":{}}'],
  ["in pieces without a last one", "HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n"],
  ["not there at all", ""],
])("an answer that ends early, its body %s", async (_what, sent) => {
  const { port } = await useRawServer((socket) => socket.end(sent));
  expect(factsOf(await failing(at(port)))).toEqual({
    code: "E_NETWORK",
    sent: "unknown",
    exitCode: 7,
    message: `the connection to 127.0.0.1:${port} was lost before the response was complete`,
  });
});

test.each([
  ["a greeting of another protocol", "220 mail.example.com ESMTP\r\n"],
  ["noise", "\u0000\u0001\u0002\u0003 what\r\n\r\n"],
  ["a status line without a status", "HTTP/1.1 OK\r\n\r\n"],
])("%s instead of HTTP", async (_what, sent) => {
  const { port } = await useRawServer((socket) => socket.end(sent));
  expect(factsOf(await failing(at(port)))).toEqual({
    code: "E_NETWORK",
    sent: "unknown",
    exitCode: 7,
    message: `127.0.0.1:${port} doesn't speak HTTP`,
  });
});

test("a signal ends a request in flight at once", async () => {
  const controller = new AbortController();
  const server = await useRawServer(() => controller.abort("SIGINT"));
  expect(factsOf(await failing(at(server.port), { signal: controller.signal }))).toEqual({
    code: "E_INTERRUPTED",
    sent: "unknown",
    exitCode: 130,
    message: "stopped before the response arrived",
  });
});

test("a signal ends a request while its body arrives", async () => {
  const controller = new AbortController();
  const { port } = await useRawServer((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{", () =>
      setImmediate(() => controller.abort()),
    );
  });
  expect((await failing(at(port), { signal: controller.signal })).code).toBe("E_INTERRUPTED");
});

test("a request's own signal ends that request and no other", async () => {
  const controller = new AbortController();
  const server = await useRawServer((socket, received) => {
    if (received.includes("/unwanted")) controller.abort();
    else socket.end(answer("200 OK", "{}"));
  });
  const send = clientFor(at(server.port));
  const wanted = await send({ method: "GET", path: "/wanted", signal: controller.signal });
  expect(wanted.status).toBe(200);
  const unwanted = failureOf(() => send({ method: "GET", path: "/unwanted", signal: controller.signal }));
  expect(factsOf(await unwanted)).toEqual({
    code: "E_INTERRUPTED",
    sent: "no",
    exitCode: 130,
    message: "stopped",
  });
  const again = await useRawServer((socket) => socket.end(answer("200 OK", "{}")));
  expect((await clientFor(at(again.port))({ method: "GET", path: "/wanted" })).status).toBe(200);
});

test("after the signal nothing is sent", async () => {
  const server = await useRawServer((socket) => socket.end(answer("200 OK", "{}")));
  const failure = await failing(at(server.port), { signal: AbortSignal.abort("SIGINT") });
  expect([failure.code, server.received()]).toEqual(["E_INTERRUPTED", ""]);
});

test("a request that was cut off leaves no connection behind", async () => {
  const closed: Promise<unknown>[] = [];
  const server = await useRawServer((socket) => void closed.push(once(socket, "close")));
  await failing(at(server.port), SHORT);
  expect(closed).toHaveLength(1);
  await Promise.all(closed);
});

test("a write that is not idempotent is not called safe to repeat", async () => {
  const controller = new AbortController();
  const server = await useRawServer(() => controller.abort("SIGINT"));
  const client = clientFor(at(server.port), { signal: controller.signal });
  const { info } = await failureOf(() =>
    client({ method: "POST", path: "/v1/x", text: "{}", isNotRepeatable: true }),
  );
  expect(info.hint).toEqual(["The change may or may not have been made."]);
});

test("a request can have less time than the client's own limit, never more", async () => {
  const { port } = await useRawServer(() => {});
  const of = (requestMs: number, timeoutMs: number) =>
    failureOf(() => clientFor(at(port), { requestMs })({ method: "GET", path: "/", timeoutMs }));
  const shorter = await of(60_000, 100);
  expect([shorter.code, shorter.message, shorter.info.hint]).toEqual([
    "E_TIMEOUT",
    `no complete response from 127.0.0.1:${port} within 0.1 s`,
    [],
  ]);
  expect((await of(100, 60_000)).info.hint?.[0]).toBe("Allow more time with --request-timeout.");
});

test("a request's own signal ends it and no other", async () => {
  const controller = new AbortController();
  const server = await useRawServer((socket, so) => {
    if (so.includes("/gone")) controller.abort();
    if (so.includes("/stays")) socket.end(answer("200 OK", "{}"));
  });
  const send = clientFor(at(server.port));
  const { code } = await failureOf(() => send({ method: "GET", path: "/gone", signal: controller.signal }));
  expect([code, (await send({ method: "GET", path: "/stays" })).status]).toEqual(["E_INTERRUPTED", 200]);
});

test.each([
  ["reset", (socket: net.Socket) => socket.resetAndDestroy()],
  ["closed", (socket: net.Socket) => socket.end()],
  ["closed amid the headers", (socket: net.Socket) => socket.end("HTTP/1.1 201 Created\r\ncontent-le")],
  [
    "closed amid the body",
    (socket: net.Socket) => socket.end("HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"),
  ],
  [
    "closed amid the pieces",
    (socket: net.Socket) =>
      socket.end("HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n"),
  ],
])("a connection that is %s is worth another try", async (_how, breakOff) => {
  const { port } = await useRawServer(breakOff);
  expect(isTransient(await failing(at(port)))).toBe(true);
});
