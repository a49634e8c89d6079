import fc from "fast-check";
import { expect, test } from "vitest";
import { createMask } from "../../../src/secrets/mask-secret.js";
import { createSecret, MASK } from "../../../src/secrets/secret.js";

const HEX = "0123456789abcdef0123456789abcdef";
const ODD = `aB3"x\\y/%&<z'9>q+T`;

const mask = (text: string, key = HEX) => createMask(createSecret(key))(text);

test.each([
  ["as it stands", `x ${HEX} y`, `x ${MASK} y`],
  ["cut off", "the key 0123456789ab… is bad", `the key ${MASK}… is bad`],
  ["its last eight characters", "…89abcdef", `…${MASK}`],
  ["seven characters, which may be chance", "0123456 and 9abcdef", "0123456 and 9abcdef"],
  ["eight digits alone, which are JSON", "01234567", MASK],
  ["twice in a row", HEX + HEX, MASK],
  ["in base64", `k=${btoa(HEX)};`, `k=${MASK}=;`],
  ["in base64 of a header", `${btoa(`ApiKey ${HEX}`)}`, `QXBpS2V5ID${MASK}`],
])("the key is masked %s", (_how, text, masked) => {
  expect(mask(text)).toBe(masked);
});

test.each([
  ["JSON", JSON.stringify(ODD)],
  ["JSON in JSON", JSON.stringify(JSON.stringify({ key: ODD }))],
  ["an address", encodeURIComponent(ODD)],
  ["an address in an address", encodeURIComponent(encodeURIComponent(ODD))],
  ["an address in JSON", JSON.stringify({ url: `/?k=${encodeURIComponent(ODD)}` })],
  [
    "HTML",
    ODD.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll("'", "&#x27;"),
  ],
])("a key of odd characters is masked as it stands in %s", (_where, text) => {
  expect(mask(text, ODD)).toContain(MASK);
  expect(mask(text, ODD)).not.toMatch(/aB3|y\/|9>|q\+T|z'|q%2BT/);
});

const keyText = fc.string({ unit: fc.constantFrom(...`ab"\\/%&u0`), minLength: 8, maxLength: 24 });

test("JSON whose texts hold a key is JSON afterwards", () => {
  fc.assert(
    fc.property(
      keyText,
      fc.array(fc.string({ unit: fc.constantFrom(...`\\"\n\u0001ab`) })),
      (key, around) => {
        const document = { message: around.join(key), list: [key, key.slice(0, 9)] };
        for (const text of [JSON.stringify(document), JSON.stringify([JSON.stringify(document)])]) {
          expect(() => JSON.parse(mask(text, key))).not.toThrow();
          expect(JSON.stringify(JSON.parse(mask(text, key)))).not.toContain(JSON.stringify(key).slice(1, -1));
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("a text without the key stays as it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(mask(text)).toBe(text);
    }),
  );
});

test("words are spared where that is asked for, but not the key, and nothing of Novu's own keys", () => {
  const spare = (text: string, key: string) => createMask(createSecret(key), { sparesWords: true })(text);
  expect(spare("production cluster", "my-production-key-1")).toBe("production cluster");
  expect(spare("my-production-key-1", "my-production-key-1")).toBe(MASK);
  expect(spare("uction-key", "my-production-key-1")).toBe(MASK);
  expect(mask("production cluster", "my-production-key-1")).toBe(`${MASK} cluster`);
  expect(spare("abcdefghijklmnop", "abcdefghijklmnop")).toBe(MASK);
  expect(spare("deadbeef", "00deadbeef00deadbeef00deadbeef00")).toBe(MASK);
});

test("a key shorter than a part is masked as a whole", () => {
  expect(mask("k3y and k3", "k3y")).toBe(`${MASK} and k3`);
});
