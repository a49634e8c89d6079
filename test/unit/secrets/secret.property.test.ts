import { format, inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import { createMask } from "../../../src/secrets/mask-secret.js";
import { createSecret, type Secret } from "../../../src/secrets/secret.js";

/** Any valid key, long enough not to occur by chance. */
const key = fc.stringMatching(/^[\x21-\x7e]{16,40}$/);

/** An error without a stack, whose file names would differ. */
const failureAround = (secret: Secret): Failure => {
  const failure = new Failure("E_SERVER", `m ${secret}`, { details: { secret }, cause: { deep: [secret] } });
  failure.stack = "Failure";
  return failure;
};

const PRINTINGS: readonly [string, (secret: Secret) => string][] = [
  ["String", (secret) => String(secret)],
  ["a template", (secret) => `${secret}`],
  ["joining", (secret) => [secret, secret].join()],
  ["adding to a text", (secret) => `${"k: "}${secret.toString()}`],
  ["a number", (secret) => String(Number(secret))],
  ["JSON", (secret) => JSON.stringify(secret)],
  ["nested JSON", (secret) => JSON.stringify({ a: [{ secret }] }, null, 2)],
  ["JSON of a copy", (secret) => JSON.stringify({ ...secret })],
  ["inspect", (secret) => inspect(secret)],
  ["nested inspect", (secret) => inspect({ a: [{ secret }] }, { depth: 9, showHidden: true })],
  ["inspect past our own hook", (secret) => inspect(secret, { customInspect: false, showHidden: true })],
  [
    "inspect with getters",
    (secret) => inspect({ secret }, { getters: true, customInspect: false, depth: 9 }),
  ],
  ["an error's cause", (secret) => inspect(failureAround(secret), { depth: 9 })],
  ["an error's JSON", (secret) => JSON.stringify(failureAround(secret))],
  ["String.raw", (secret) => String.raw`${secret} \\ ${secret}`],
  ["a class's text", (secret) => Object.prototype.toString.call(secret)],
  ["JSON with a list of names", (secret) => JSON.stringify({ secret }, ["secret", "reveal", "value"])],
  ["JSON with a replacer", (secret) => JSON.stringify({ secret }, (_, value) => value)],
  ["all its own names", (secret) => Reflect.ownKeys(secret).map(String).join()],
  ["its descriptors", (secret) => inspect(Object.getOwnPropertyDescriptors(secret), { showHidden: true })],
  [
    "an error in an error",
    (secret) => inspect(new Error("a", { cause: failureAround(secret) }), { depth: 9 }),
  ],
  ["an error's text", (secret) => String(failureAround(secret))],
  ["many errors", (secret) => inspect(new AggregateError([failureAround(secret)]), { depth: 9 })],
  ["a map and a set", (secret) => inspect([new Map([[secret, secret]]), new Set([secret])], { depth: 9 })],
  ["console", (secret) => format(secret, { secret })],
  ["console with places", (secret) => format("%s %o %O %j %d %i %f", ...Array(7).fill(secret))],
  ["names and values", (secret) => inspect(Object.entries({ ...secret }), { depth: 9 })],
  ["a locale's text", (secret) => secret.toLocaleString()],
];

test.each(PRINTINGS)("printing a secret by way of %s never shows its value", (_way, print) => {
  fc.assert(
    fc.property(key, (value) => {
      expect(print(createSecret(value))).not.toContain(value);
    }),
    { numRuns: 200 },
  );
});

test("a masked text holds no part of the key, wherever it stood", () => {
  fc.assert(
    fc.property(key, fc.array(fc.string(), { minLength: 1 }), (value, parts) => {
      const masked = createMask(createSecret(value))(parts.join(value));
      expect(masked).not.toContain(value);
      expect(createMask(createSecret(value))(masked)).toBe(masked);
    }),
    { numRuns: 300 },
  );
});
