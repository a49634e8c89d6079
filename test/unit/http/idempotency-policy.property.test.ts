import fc from "fast-check";
import { expect, test } from "vitest";
import type { HttpRequest } from "../../../src/http/http.js";
import { alwaysAsync } from "../../support/always.js";
import { ends, renewable, type Scripted, scripted, WRITE } from "./scripted-http.js";

const PROMISE = "no idempotency key is used again after an answer";

const header = fc.dictionary(
  fc.constantFrom("retry-after", "ratelimit-reset", "idempotency-replay", "idempotency-key"),
  fc.constantFrom("0", "1", "-1", "3", "true", "86400", "x"),
);
const code = fc.constantFrom(
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "ENOTFOUND",
  "UND_ERR_SOCKET",
  "UND_ERR_HEADERS_TIMEOUT",
  "HTTPParserError",
);
const status = fc.oneof(
  fc.constantFrom(200, 201, 400, 404, 408, 409, 425, 429, 500, 502, 503),
  fc.integer({ min: 200, max: 599 }),
);
const step: fc.Arbitrary<Scripted> = fc
  .tuple(fc.oneof(code, status, status), header, fc.integer({ min: 0, max: 40_000 }))
  .map(([end, headers, tookMs]) => ends(end, headers, tookMs));

const kind = fc.constantFrom("fresh", "own", "once");
const requestOf = (which: "fresh" | "own" | "once"): HttpRequest =>
  which === "own" ? WRITE : { ...renewable(), ...(which === "once" ? { isNotRepeatable: true } : {}) };

/** Servers store every response except a 429 and a 409 in progress (docs/novu-api.md, "Idempotency"). */
const isKept = ({ end, headers = {} }: Scripted): boolean =>
  typeof end === "number" &&
  (headers["idempotency-replay"] === "true" ||
    !(end === 429 || (end === 409 && headers["retry-after"] !== undefined)));

test("no key is ever sent twice after a final answer, and none is changed before one", () => {
  return alwaysAsync(
    PROMISE,

    fc.asyncProperty(
      kind,
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      async (which, script, tries, random) => {
        const run = scripted(script, { maxTries: tries, random });
        await run.http(requestOf(which)).catch(() => {});
        const keys = run.keys();
        expect(keys.length).toBeLessThanOrEqual(tries);
        expect(run.elapsedMs()).toBeLessThanOrEqual(60_000);
        const used = new Set<string | undefined>();
        for (const [at, key] of keys.entries()) {
          expect(used.has(key)).toBe(false);
          const end = script[Math.min(at, script.length - 1)];
          const wasCut = (end?.tookMs ?? 0) > (run.sent[at]?.timeoutMs ?? 0);
          const next = keys[at + 1];
          if (end !== undefined && !wasCut && isKept(end)) used.add(key);
          else if (next !== undefined) expect(next).toBe(key);
        }
        if (which === "own") expect(new Set(keys).size).toBe(1);
      },
    ),
  );
});

test("a request that is not idempotent is repeated only if it was not carried out", () => {
  const CERTAIN = new Set<Scripted["end"]>(["ECONNREFUSED", "EAI_AGAIN", 409, 429]);
  return alwaysAsync(
    PROMISE,

    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (script) => {
      const run = scripted(script);
      await run.http(requestOf("once")).catch(() => {});
      const repeated = run.sent.slice(1).map((_, at) => script[Math.min(at, script.length - 1)]?.end);
      expect(repeated.filter((end) => end !== undefined && !CERTAIN.has(end))).toEqual([]);
    }),
  );
});

test("the last response is the server's own, and a success is never repeated", () => {
  return alwaysAsync(
    PROMISE,

    fc.asyncProperty(kind, fc.array(step, { minLength: 1, maxLength: 12 }), async (which, script) => {
      const run = scripted(script);
      await run.http(requestOf(which)).catch(() => {});
      const met = run.sent.map((_, at) => script[Math.min(at, script.length - 1)]?.end);
      const firstSuccess = met.findIndex(
        (end, at) =>
          typeof end === "number" &&
          end < 400 &&
          (script[Math.min(at, script.length - 1)]?.tookMs ?? 0) <= (run.sent[at]?.timeoutMs ?? 0),
      );
      if (firstSuccess >= 0) expect(met).toHaveLength(firstSuccess + 1);
    }),
  );
});
