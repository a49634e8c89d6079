import { expect, test } from "vitest";
import { encodedVariants, escapesOf } from "../../../src/secrets/encoded-variants.js";
import { createPrefilter } from "../../../src/secrets/find-parts.js";
import { createMask } from "../../../src/secrets/mask-secret.js";
import { createSecret, MASK } from "../../../src/secrets/secret.js";

const HEX = "0123456789abcdef0123456789abcdef";

const LONG: readonly (readonly [string, string])[] = [
  ["parts of the key", HEX.slice(0, 16)],
  ["backslashes", "\\"],
  ["quotes in JSON", '\\"'],
  ["escapes of an address", "%25"],
  ["HTML's entities", "&amp;"],
  ["escaped digits of an address", "%31"],
  ["escaped digits of JSON", "\\u0031"],
  ["escaped digits of HTML", "&#49;"],
  ["Chinese", "漢"],
];

/** Total length of all decoded variants of a text. */
const decodedLength = (text: string, escapes: ReturnType<typeof escapesOf>): number => {
  let count = 0;
  for (const variant of encodedVariants(text, escapes)) count += variant.text.length;
  return count;
};

test.each(LONG)("the decoded length grows linearly with the text: %s", (_what, unit) => {
  for (const escapes of [escapesOf(HEX), escapesOf("my-own/key+of.signs")]) {
    const [once, fourTimes] = [100_000, 400_000].map((length) => decodedLength(unit.repeat(length), escapes));
    expect(fourTimes).toBeLessThanOrEqual(4.2 * (once ?? 0));
  }
});

test("ordinary texts are not decoded for an alphanumeric key", () => {
  const message = { content: 'Hello "Ann" & <b>Bob</b>,\n\t100 % C:\\temp', url: "/?a=1&amp;b=#top" };
  expect(decodedLength(JSON.stringify(message).repeat(100), escapesOf(HEX))).toBe(0);
});

/** Number of positions at which the text is compared with the parts of a key. */
const positionsCompared = (text: string): number => {
  let count = 0;
  createPrefilter(["01234567", "12345678"])(text, (from, to) => {
    count += to - from;
  });
  return count;
};

test.each(LONG)("no position of a text is compared twice: %s", (_what, unit) => {
  const text = unit.repeat(50_000);
  expect(positionsCompared(text)).toBeLessThanOrEqual(text.length);
});

test.each(LONG)("a key is masked in the middle of a million characters of %s", (_what, unit) => {
  const half = unit.repeat(500_000 / unit.length);
  for (const key of [HEX, "my-own/key+of.signs-0123456789"]) {
    const mask = createMask(createSecret(key));
    const masked = mask(`${half} ${key} ${half}`);
    expect(masked).toContain(MASK);
    expect(masked).not.toContain(key.slice(0, 8));
    const json = mask(JSON.stringify({ text: half, key, encoded: encodeURIComponent(key) }));
    expect(Object.values(JSON.parse(json)).slice(1)).toEqual([MASK, MASK]);
  }
});

test("keys in Novu's format are masked in either case", () => {
  const mask = createMask(createSecret(HEX));
  expect(mask(`echo ${HEX.toUpperCase()} and ${HEX.slice(8, 17).toUpperCase()}`)).toBe(
    `echo ${MASK} and ${MASK}`,
  );
});
