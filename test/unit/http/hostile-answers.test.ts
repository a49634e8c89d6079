import type net from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { HttpRequest } from "../../../src/http/http.js";
import { MAX_ERROR_BYTES, MAX_RESPONSE_BYTES } from "../../../src/http/response-limits.js";
import { keeps } from "../../support/keeps.js";
import { useHttpServer } from "../../support/loopback-server.js";
import { failureOf } from "../failures/failure-of.js";
import { answer, at, clientFor, useRawServer } from "./loopback.js";

keeps("answers without end or measure are ended");

const WRITE: HttpRequest = { method: "POST", path: "/v1/x?y=1", body: { status: "done" } };
const READ: HttpRequest = { method: "GET", path: "/v1/x" };
const MIB = 2 ** 20;

/** Sends as much as the client takes, endlessly. Reports how much, and when the client closed. */
const useFlood = async (head: string, chunk: Buffer) => {
  const flood = { bytes: 0, closed: Promise.resolve<unknown>(undefined) };
  const { port } = await useRawServer((socket) => {
    flood.closed = new Promise((resolve) => socket.once("close", resolve));
    socket.write(head);
    const pour = () => {
      while (!socket.destroyed && socket.writable) {
        flood.bytes += chunk.length;
        if (!socket.write(chunk)) return;
      }
    };
    socket.on("drain", pour);
    pour();
  });
  return { port, flood };
};

test.each([
  ["without an end", "HTTP/1.1 200 OK\r\n\r\n", Buffer.alloc(MIB, 0x20)],
  [
    "in pieces without an end",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
    Buffer.from(`100000\r\n${" ".repeat(MIB)}\r\n`),
  ],
  [
    "announced as a terabyte",
    "HTTP/1.1 200 OK\r\ncontent-length: 1099511627776\r\n\r\n",
    Buffer.alloc(MIB, 0x20),
  ],
])("an answer %s is given up at the limit, and its connection closed", async (_what, head, chunk) => {
  const { port, flood } = await useFlood(head, chunk);
  const failure = await failureOf(() => clientFor(at(port))(WRITE));
  expect({
    ...failure.info,
    code: failure.code,
    exit: failure.exitCode,
    message: failure.message,
  }).toMatchObject({
    code: "E_ANSWER_SIZE",
    exit: 12,
    sent: "yes",
    message: `the response from 127.0.0.1:${port} is larger than 32 MiB`,
    http: { status: 200, method: "POST", path: "/v1/x" },
    hint: [
      expect.stringContaining("Check the URL"),
      "The status (200) says the change was made. Read the message to check.",
    ],
  });
  await flood.closed;
  // Includes what the kernel buffered.
  expect(flood.bytes).toBeLessThan(MAX_RESPONSE_BYTES + 32 * MIB);
});

test.each([
  ["without an end", "HTTP/1.1 422 no\r\n\r\n"],
  ["of a redirect", "HTTP/1.1 302 no\r\nlocation: /x\r\n\r\n"],
  ["announced as a terabyte", "HTTP/1.1 500 no\r\ncontent-length: 1099511627776\r\n\r\n"],
])("of an error %s only the beginning is read, and its connection closed", async (_what, head) => {
  const { port, flood } = await useFlood(head, Buffer.alloc(MIB, 0x61));
  const { status, body, isCut } = await clientFor(at(port))(WRITE);
  expect([status, body.length, isCut]).toEqual([Number(head.slice(9, 12)), MAX_ERROR_BYTES, true]);
  await flood.closed;
  expect(flood.bytes).toBeLessThan(MAX_ERROR_BYTES + 32 * MIB);
});

test("an error just within the limit is read whole", async () => {
  const port = await useHttpServer((_request, response) => {
    response.writeHead(400).end(Buffer.alloc(MAX_ERROR_BYTES, 0x61));
  });
  const { body, isCut } = await clientFor(at(port))(READ);
  expect([body.length, isCut]).toEqual([MAX_ERROR_BYTES, undefined]);
});

test("memory stays bounded while a server floods", async () => {
  const { port } = await useFlood("HTTP/1.1 200 OK\r\n\r\n", Buffer.alloc(MIB, 0x20));
  const before = process.memoryUsage().rss;
  await failureOf(() => clientFor(at(port))(WRITE));
  expect(process.memoryUsage().rss - before).toBeLessThan(6 * MAX_RESPONSE_BYTES);
});

test("an answer just within the limit is read whole", async () => {
  const port = await useHttpServer((_request, response) =>
    response.end(Buffer.alloc(MAX_RESPONSE_BYTES, 0x61)),
  );
  const { body } = await clientFor(at(port))(READ);
  expect(body.length).toBe(MAX_RESPONSE_BYTES);
});

test.each([
  ["gzip", gzipSync],
  ["x-gzip", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
  ["identity, GZIP", gzipSync],
])("an answer that came as %s is refused, however small, and never unpacked", async (coding, pack) => {
  const bomb = pack(Buffer.alloc(16 * MIB));
  const asked: unknown[] = [];
  const port = await useHttpServer((request, response) => {
    asked.push(request.headers["accept-encoding"]);
    response.writeHead(201, { "content-encoding": coding }).end(bomb);
  });
  const send = clientFor(at(port));
  const write = await failureOf(() => send(WRITE));
  const question = await failureOf(() => send(READ));
  expect([write.code, write.exitCode, write.sent, write.message]).toEqual([
    "E_ANSWER_ENCODING",
    12,
    "yes",
    `the response from 127.0.0.1:${port} is compressed (${coding.split(" ").at(-1)?.toLowerCase()}), which novu-msg didn't request`,
  ]);
  expect(write.info.hint?.at(-1)).toContain("The status (201) says the change was made");
  expect(question.info.hint).toHaveLength(1);
  expect(asked).toEqual(["identity", "identity"]);
});

test("a compressed flood is rejected at its headers", async () => {
  const { port, flood } = await useFlood(
    "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n",
    gzipSync(Buffer.alloc(64 * MIB)),
  );
  expect((await failureOf(() => clientFor(at(port))(READ))).code).toBe("E_ANSWER_ENCODING");
  await flood.closed;
});

test.each(["identity", "", "utf-8", "none"])(
  "content-encoding %j says nothing of the bytes",
  async (coding) => {
    const { port } = await useRawServer((socket) =>
      socket.end(answer("200 OK", "{}", `content-encoding: ${coding}\r\n`)),
    );
    expect(await clientFor(at(port))(READ)).toMatchObject({ status: 200, body: "{}" });
  },
);

/** Writes one byte every few ms, endlessly. */
const drip = (socket: net.Socket, byte: string) => {
  const timer = setInterval(() => socket.write(byte), 20);
  socket.on("close", () => clearInterval(timer));
};

test.each([
  ["its body", "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n", "x"],
  ["its chunks", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "1\r\nx\r\n"],
  ["its headers", "HTTP/1.1 200 OK\r\nx-a: ", "x"],
  ["its status line", "HTTP/1.1 200 ", "O"],
  ["notices that it is still busy", "HTTP/1.1 102 Processing\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n"],
])("a server that drips %s is given up when the try has had its time", async (_what, head, byte) => {
  const { port } = await useRawServer((socket) => {
    socket.write(head);
    drip(socket, byte);
  });
  const failure = await failureOf(() => clientFor(at(port), { requestMs: 400 })(WRITE));
  expect([failure.code, failure.sent]).toEqual(["E_TIMEOUT", "unknown"]);
});

test("bytes beyond the Content-Length are ignored", async () => {
  const { port } = await useRawServer((socket) =>
    socket.end(
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}{"data":"smuggled"}HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx',
    ),
  );
  const send = clientFor(at(port));
  expect((await send(READ)).body).toBe("{}");
  expect((await send(READ)).body).toBe("{}");
});

const NOT_HTTP = { code: "E_NETWORK", sent: "unknown" };

test.each([
  ["a chunk without a size", "transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", NOT_HTTP],
  ["a chunk larger than it says", "transfer-encoding: chunked\r\n\r\n1\r\n{}}}}}\r\n0\r\n\r\n", NOT_HTTP],
  [
    "a chunk with a size beyond all numbers",
    `transfer-encoding: chunked\r\n\r\n${"f".repeat(40)}\r\n`,
    NOT_HTTP,
  ],
  ["two lengths", "content-length: 2\r\ncontent-length: 3\r\n\r\n{}", NOT_HTTP],
  ["a length that is none", "content-length: -1\r\n\r\n{}", NOT_HTTP],
  ["a length and chunks", "content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", NOT_HTTP],
  ["a header without a name", ": x\r\n\r\n", NOT_HTTP],
  ["a null byte in a header", "x-a: a\u0000b\r\n\r\n", NOT_HTTP],
  ["a switch of protocols", "", NOT_HTTP],
])("%s is a failure, no hang and no crash", async (what, rest, expected) => {
  const status =
    what === "a switch of protocols"
      ? "101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"
      : "200 OK\r\n";
  const { port } = await useRawServer((socket) => socket.end(`HTTP/1.1 ${status}${rest}`));
  const failure = await failureOf(() => clientFor(at(port), { requestMs: 3_000 })(WRITE));
  expect(failure).toMatchObject(expected);
});

test.each([
  ["many", "x-a: a\r\n".repeat(50_000)],
  ["one long", `x-a: ${"a".repeat(1_000_000)}\r\n`],
])("a flood of headers, %s, is given up", async (_what, headers) => {
  const { port } = await useRawServer((socket) => socket.end(`HTTP/1.1 200 OK\r\n${headers}\r\n{}`));
  const failure = await failureOf(() => clientFor(at(port))(WRITE));
  expect([failure.code, failure.exitCode, failure.message]).toEqual([
    "E_ANSWER_SIZE",
    12,
    `the response from 127.0.0.1:${port} has too many headers`,
  ]);
});

test.each(["a\r\nx-evil: 1", "a\nx-evil: 1", "a\u0000b", "ab\u0100"])(
  "no value can end a header early: %j is refused, and nothing leaves",
  async (value) => {
    const server = await useRawServer((socket) => socket.end(answer("200 OK", "{}")));
    const parts = [
      clientFor(at(server.port), { userAgent: value }),
      clientFor(at(server.port), { key: value }),
    ].map((send) => send(READ));
    const own = clientFor(at(server.port))({ ...READ, headers: { "idempotency-key": value } });
    for (const end of await Promise.allSettled([...parts, own])) expect(end.status).toBe("rejected");
    expect(server.received()).toBe("");
  },
);

test("Ctrl-C works while a server withholds its handshake", async () => {
  const controller = new AbortController();
  const server = await useRawServer(() => controller.abort("SIGINT"));
  const send = clientFor(`https://127.0.0.1:${server.port}`, { signal: controller.signal });
  expect((await failureOf(() => send(READ))).code).toBe("E_INTERRUPTED");
});

test("if the request timeout is shorter than the connect timeout, the failure names it", async () => {
  const { port } = await useRawServer(() => {});
  const failure = await failureOf(() => clientFor(`https://127.0.0.1:${port}`, { requestMs: 200 })(READ));
  expect([failure.code, failure.sent, failure.message, failure.info.hint?.[0]]).toEqual([
    "E_TIMEOUT",
    "no",
    `no connection to 127.0.0.1:${port} within 0.2 s`,
    "Allow more time with --request-timeout.",
  ]);
});
