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
  ["as HTML without semicolons", [...HEX].map((one) => `&#${one.charCodeAt(0)}`).join(""), MASK],
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

const codeOf = (character: string) => character.charCodeAt(0);
const hexOf = (character: string, digits: number) => codeOf(character).toString(16).padStart(digits, "0");

/** Escapes that a server may apply to any character, including letters and digits. */
const WRITERS: Readonly<Record<string, (character: string) => string>> = {
  "an address": (character) => `%${hexOf(character, 2)}`,
  JSON: (character) => `\\u${hexOf(character, 4)}`,
  "JSON, in capitals": (character) => `\\u${hexOf(character, 4).toUpperCase()}`,
  "HTML, decimal": (character) => `&#${codeOf(character)};`,
  "HTML, hexadecimal": (character) => `&#x${hexOf(character, 2)};`,
  "HTML, with zeros": (character) => `&#x${hexOf(character, 4).toUpperCase()};`,
  "a log": (character) => `\\x${hexOf(character, 2)}`,
  "an address in HTML": (character) => `&#37;${hexOf(character, 2)}`,
  "HTML in HTML": (character) => `&amp;#${codeOf(character)};`,
  "an address in an address in JSON": (character) => `\\u002525${hexOf(character, 2)}`,
};

const OPAQUE = "sandboxKEY42ofLettersAndDigits77";

test.each(Object.keys(WRITERS).flatMap((where) => [1, 2, 4].map((every) => [where, every] as const)))(
  "a key of letters and digits is masked as %s writes it when it escapes every %i. character",
  (where, every) => {
    const write = WRITERS[where] ?? expect.fail();
    for (const key of [HEX, OPAQUE]) {
      for (const offset of Array.from({ length: every }, (_, index) => index)) {
        const escaped = [...key].map((one, at) => (at % every === offset ? write(one) : one)).join("");
        expect(mask(`say "${escaped}" {50%}\n`, key)).toBe(`say "${MASK}" {50%}\n`);
      }
    }
  },
);

test("an alphanumeric key is masked however each of its characters is escaped", () => {
  const writer = fc.constantFrom((character: string) => character, ...Object.values(WRITERS));
  fc.assert(
    fc.property(
      fc.array(writer, { minLength: HEX.length, maxLength: HEX.length }),
      fc.constantFrom("", "%", "\\", "&", "=%2"),
      (writers, before) => {
        const escaped = [...HEX].map((one, at) => (writers[at] ?? expect.fail())(one)).join("");
        expect(decoded(mask(`${before}${escaped}`))).not.toMatch(/[0-9a-f]{8}/);
      },
    ),
    { numRuns: 1_000 },
  );
});

/** The text with up to three layers of escapes decoded. */
const decoded = (text: string): string =>
  [1, 2, 3].reduce(
    (read) =>
      read
        .replace(/\\(?:u00|x)([0-9a-f]{2})/gi, (_, hex: string) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        )
        .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replace(/&#x0*([0-9a-f]{2});/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replace(/&#0*(\d+);?/g, (_, code: string) => String.fromCharCode(Number(code)))
        .replaceAll("&amp;", "&"),
    text,
  );

const keyText = fc.string({ unit: fc.constantFrom(...`ab"\\/%&u0`), minLength: 8, maxLength: 24 });

test("JSON with a key in its strings stays valid JSON", () => {
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

test("a text without the key is not changed", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(mask(text)).toBe(text);
    }),
  );
});

test("with `sparesWords`, words are kept, but never the key, and no part of a key in Novu's format", () => {
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
