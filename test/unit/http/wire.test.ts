import { expect, test } from "vitest";
import type { HttpRequest } from "../../../src/http/http.js";
import { path } from "../../../src/http/path.js";
import { answer, at, clientFor, KEY, type RawServer, useRawServer } from "./loopback.js";

const OK = answer("200 OK", "{}");

/** Answers once the whole request has arrived. */
const useAnsweringServer = (): Promise<RawServer> =>
  useRawServer((socket, received) => {
    const [head = "", body] = received.split("\r\n\r\n");
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (body !== undefined && body.length >= length) socket.end(OK);
  });

const bytesOf = async (
  request: HttpRequest,
  prefix = "",
): Promise<{ readonly text: string; readonly port: number }> => {
  const server = await useAnsweringServer();
  await clientFor(at(server.port) + prefix)(request);
  return { text: server.received(), port: server.port };
};

test("a write sends exactly these bytes", async () => {
  const { text, port } = await bytesOf({
    method: "POST",
    path: path`/v1/subscribers/${"user:42@example.com"}/messages/${"65f0c1a9b2d4e6f8a0b1c2d3"}/actions/${"primary"}`,
    headers: { "idempotency-key": "abc" },
    body: { status: "done", payload: { a: 1 } },
  });
  expect(text.split("\r\n")).toEqual([
    "POST /v1/subscribers/user%3A42%40example.com/messages/65f0c1a9b2d4e6f8a0b1c2d3/actions/primary HTTP/1.1",
    `host: 127.0.0.1:${port}`,
    "connection: keep-alive",
    `authorization: ApiKey ${KEY}`,
    "accept: application/json",
    "accept-encoding: identity",
    "user-agent: novu-msg/0 (test)",
    "content-type: application/json",
    "idempotency-key: abc",
    "content-length: 35",
    "",
    '{"status":"done","payload":{"a":1}}',
  ]);
});

test("a read has neither a body nor a content type", async () => {
  const { text, port } = await bytesOf({ method: "GET", path: "/v1/environments/me?a=b" });
  expect(text.split("\r\n")).toEqual([
    "GET /v1/environments/me?a=b HTTP/1.1",
    `host: 127.0.0.1:${port}`,
    "connection: keep-alive",
    `authorization: ApiKey ${KEY}`,
    "accept: application/json",
    "accept-encoding: identity",
    "user-agent: novu-msg/0 (test)",
    "",
    "",
  ]);
});

test("a PATCH without a body has no content type", async () => {
  const { text } = await bytesOf({ method: "PATCH", path: "/v2/x/complete" });
  expect(text).toMatch(/^PATCH \/v2\/x\/complete HTTP\/1\.1\r\n/);
  expect(text).not.toMatch(/content-type/i);
  expect(text.slice(text.indexOf("\r\n\r\n"))).toBe("\r\n\r\n");
});

test.each([
  ["a/b c", "a%2Fb%20c"],
  ["../x", "..%2Fx"],
  ["é", "%C3%A9"],
  ["%2e%2e", "%252e%252e"],
  ["\r\nx-evil: 1", "%0D%0Ax-evil%3A%201"],
])("the id %j reaches the wire as the one segment %s", async (id, segment) => {
  const { text } = await bytesOf({ method: "GET", path: path`/v1/subscribers/${id}` });
  expect(text.split("\r\n")[0]).toBe(`GET /v1/subscribers/${segment} HTTP/1.1`);
});

test("the path of the base URL is kept as a prefix", async () => {
  const { text } = await bytesOf({ method: "GET", path: "/v1/x" }, "/novu/api");
  expect(text.split("\r\n")[0]).toBe("GET /novu/api/v1/x HTTP/1.1");
});

test("letters beyond ASCII travel as UTF-8, both ways", async () => {
  const server = await useRawServer((socket) => socket.end(answer("200 OK", '{"title":"Grüße 👍"}')));
  const response = await clientFor(at(server.port))({ method: "POST", path: "/", body: { by: "Zoë 👍" } });
  expect(Buffer.from(server.received(), "latin1").toString().split("\r\n").at(-1)).toBe('{"by":"Zoë 👍"}');
  expect(response.body).toBe('{"title":"Grüße 👍"}');
});

test("a response has the status, headers in lower case and the body, whatever the status", async () => {
  const server = await useRawServer((socket) =>
    socket.end(
      answer("418 Teapot", "short and stout", "Retry-After: 7\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n"),
    ),
  );
  expect(await clientFor(at(server.port))({ method: "GET", path: "/" })).toEqual({
    status: 418,
    headers: { "retry-after": "7", "set-cookie": "a,b", "content-length": "15", connection: "close" },
    body: "short and stout",
  });
});

test.each(["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])(
  "%s is an answer: the address it names hears nothing",
  async (status) => {
    const other = await useAnsweringServer();
    const location = `${at(other.port)}/stolen`;
    const server = await useRawServer((socket) =>
      socket.end(answer(status, "", `location: ${location}\r\n`)),
    );
    const send = clientFor(at(server.port));
    const response = await send({ method: "POST", path: "/v1/x", body: { status: "done" } });
    expect([response.status, response.headers.location]).toEqual([Number(status.slice(0, 3)), location]);
    expect(await send({ method: "GET", path: "/v1/x" })).toMatchObject({ headers: { location } });
    expect([other.connections(), other.received()]).toEqual([0, ""]);
  },
);

test("`text` is sent verbatim, as JSON unless a header says otherwise", async () => {
  const plain = await bytesOf({ method: "PUT", path: "/v1/x", text: ' {"a" : 1}\n' });
  expect(plain.text).toMatch(/^PUT \/v1\/x HTTP\/1\.1\r\n/);
  expect(plain.text).toContain("\r\ncontent-type: application/json\r\n");
  expect(plain.text.split("\r\n\r\n")[1]).toBe(' {"a" : 1}\n');
  const other = await bytesOf({
    method: "POST",
    path: "/v1/x",
    text: "a,b",
    headers: { "content-type": "text/csv" },
  });
  expect(other.text).toContain("\r\ncontent-type: text/csv\r\n");
  expect(other.text).not.toContain("application/json\r\ncontent-length");
});
