import { expect, test } from "vitest";
import { maskKeyInResponses } from "../../../src/http/undici-http.js";
import { createSecret } from "../../../src/secrets/secret.js";
import { answer, at, clientFor, KEY, useRawServer } from "./loopback.js";

const MASK = "••••••••";
const mask = (status: number, body: string, key = KEY, headers = {}) =>
  maskKeyInResponses(createSecret(key))({ status, headers, body });

test.each([200, 201, 301, 400, 401, 404, 500])("the key in a %i is masked, in body and headers", (status) => {
  expect(mask(status, `x ${KEY} y ${KEY}`, KEY, { location: `http://evil/?k=${KEY}`, date: "now" })).toEqual({
    status,
    headers: { location: `http://evil/?k=${MASK}`, date: "now" },
    body: `x ${MASK} y ${MASK}`,
  });
});

test("a key is masked in its JSON-escaped form", () => {
  const key = 'abcdefgh"\\ijklmnop';
  const { body } = mask(401, JSON.stringify({ message: `scheme: "${key}"` }), key);
  expect(JSON.parse(body)).toEqual({ message: `scheme: "${MASK}"` });
});

test("a sandbox's short key may be a word of a message, but is masked in every error", () => {
  expect(mask(200, '{"title":"done"}', "done").body).toBe('{"title":"done"}');
  expect(mask(401, "done is no key", "done").body).toBe(`${MASK} is no key`);
});

test("a response without the key is not changed", () => {
  expect(mask(201, '{"data":{}}', KEY, { a: "b" })).toEqual({
    status: 201,
    headers: { a: "b" },
    body: '{"data":{}}',
  });
});

test.each(["401 Unauthorized", "302 Found", "200 OK"])("the client masks the key in a %s", async (status) => {
  const body = `{"message":"Invalid authentication scheme: \\"${KEY}\\""}`;
  const server = await useRawServer((socket) => socket.end(answer(status, body, `x-echo: ${KEY}\r\n`)));
  const response = await clientFor(at(server.port))({ method: "GET", path: "/" });
  expect(server.received()).toContain(KEY);
  expect(response.body).toBe(`{"message":"Invalid authentication scheme: \\"${MASK}\\""}`);
  expect(response.headers["x-echo"]).toBe(MASK);
});
