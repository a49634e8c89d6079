import fc from "fast-check";
import { expect, test } from "vitest";
import type { HttpRequest } from "../../../src/http/http.js";
import { freshKey, idempotencyKeySource } from "../../../src/novu/idempotency-key.js";
import { canonical, jsonObject } from "../model/json-arbitrary.js";

const RUNS = { numRuns: 300 };

interface Write {
  readonly userKey: string;
  readonly origin: string;
  readonly request: HttpRequest;
}

const write: fc.Arbitrary<Write> = fc.record({
  userKey: fc.oneof(fc.string(), fc.constant("k".repeat(10_000))),
  origin: fc.constantFrom("https://api.novu.co", "http://api.novu.co", "http://localhost:3000"),
  request: fc.record({
    method: fc.constantFrom("POST" as const, "PATCH" as const),
    path: fc.constantFrom("/v1/a/primary", "/v1/a/secondary", "/v2/a/complete", "/v2/a/revert"),
    body: fc.option(jsonObject, { nil: undefined }),
  }),
});

const derivedKey = (userKey: string, baseUrl: string, request: HttpRequest): string =>
  idempotencyKeySource(userKey, baseUrl, () => request).next();
const keyOf = ({ userKey, origin, request }: Write): string => derivedKey(userKey, origin, request);
const textOf = ({ userKey, origin, request: { method, path, body } }: Write): string =>
  JSON.stringify([userKey, origin, method, path, JSON.stringify(body)]);

test("two writes have the same key exactly if they are identical", () => {
  fc.assert(
    fc.property(write, write, (one, other) => {
      expect(keyOf(one) === keyOf(other)).toBe(textOf(one) === textOf(other));
    }),
    { numRuns: 1_000 },
  );
});

test.each<[string, (write: Write) => Write]>([
  ["user's key", (one) => ({ ...one, userKey: `${one.userKey}x` })],
  ["origin", (one) => ({ ...one, origin: `${one.origin}0` })],
  [
    "method",
    (one) => ({
      ...one,
      request: { ...one.request, method: one.request.method === "POST" ? "PATCH" : "POST" },
    }),
  ],
  ["path", (one) => ({ ...one, request: { ...one.request, path: `${one.request.path}x` } })],
  [
    "body",
    (one) => ({ ...one, request: { ...one.request, body: { other: canonical(null), was: textOf(one) } } }),
  ],
])("another %s is another key", (_what, change) => {
  fc.assert(
    fc.property(write, (one) => {
      expect(keyOf(change(one))).not.toBe(keyOf(one));
    }),
    RUNS,
  );
});

test("a derived key is stable, short and plain, and does not contain the user's key", () => {
  fc.assert(
    fc.property(write, (one) => {
      const key = keyOf(one);
      expect(keyOf(structuredClone(one))).toBe(key);
      expect(key).toMatch(/^[0-9a-f]{64}$/);
    }),
    RUNS,
  );
});

test("moving a letter between the parts is another key", () => {
  const request: HttpRequest = { method: "POST", path: "/v1/a" };
  expect(derivedKey("ab", "http://c", request)).not.toBe(derivedKey("a", "http://bc", request));
});

test("headers are not part of the hash, because the key is one", () => {
  const request: HttpRequest = { method: "POST", path: "/v1/a" };
  expect(derivedKey("a", "http://h", { ...request, headers: { "idempotency-key": "x" } })).toBe(
    derivedKey("a", "http://h", request),
  );
});

test("fresh keys are UUIDs that never repeat", () => {
  const keys = Array.from({ length: 1_000 }, freshKey);
  expect(new Set(keys).size).toBe(1_000);
  expect(keys.filter((key) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key))).toEqual([]);
});
