import { expect, test } from "vitest";
import { createMask } from "../../../src/secrets/mask-secret.js";
import { createSecret } from "../../../src/secrets/secret.js";

const MASK = "••••••••";

test("reveal() returns the value", () => {
  expect(createSecret("0123abcd").reveal()).toBe("0123abcd");
});

test("the mask reveals nothing, not even the length", () => {
  expect(String(createSecret("a"))).toBe(MASK);
  expect(String(createSecret("a".repeat(64)))).toBe(MASK);
});

test("a secret cannot be changed", () => {
  expect(Object.isFrozen(createSecret("0123abcd"))).toBe(true);
});

test("a secret cannot be cloned to another thread or serialized", () => {
  expect(() => structuredClone(createSecret("0123abcd"))).toThrow("could not be cloned");
});

test.each([
  ["nothing where it does not occur", "API Key not found", "API Key not found"],
  ["every occurrence", "k3y and k3y, k3yk3y", `${MASK} and ${MASK}, ${MASK}${MASK}`],
  ["the key that Novu's own 401 text repeats", 'scheme: "k3y"', `scheme: "${MASK}"`],
  ["the whole text", "k3y", MASK],
])("masking replaces %s", (_what, text, masked) => {
  expect(createMask(createSecret("k3y"))(text)).toBe(masked);
});

test("a key with pattern characters is matched literally", () => {
  expect(createMask(createSecret("a.c"))("a.c abc $& (")).toBe(`${MASK} abc $& (`);
  expect(createMask(createSecret("$&"))("x $& y")).toBe(`x ${MASK} y`);
});
