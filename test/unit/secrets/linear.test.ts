import { expect, test } from "vitest";
import { encodedVariants, escapesOf, type KeyEscapes } from "../../../src/secrets/encoded-variants.js";
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

/** Characters that all readings of a text have together. */
const charactersRead = (text: string, escapes: KeyEscapes): number => {
  let count = 0;
  for (const reading of encodedVariants(text, escapes)) count += reading.text.length;
  return count;
};

test.each(LONG)("what is read of a text with its escapes undone grows with its length: %s", (_what, unit) => {
  for (const escapes of [escapesOf(HEX), escapesOf("my-own/key+of.signs")]) {
    const [once, fourTimes] = [100_000, 400_000].map((length) =>
      charactersRead(unit.repeat(length), escapes),
    );
    expect(fourTimes).toBeLessThanOrEqual(4.2 * (once ?? 0));
  }
});

test("nothing is read of ordinary texts for a key of letters and digits", () => {
  const message = { content: 'Hello "Ann" & <b>Bob</b>,\n\t100 % C:\\temp', url: "/?a=1&amp;b=#top" };
  expect(charactersRead(JSON.stringify(message).repeat(100), escapesOf(HEX))).toBe(0);
});

/** Places of a text that are compared with the parts of a key. */
const placesCompared = (text: string): number => {
  let count = 0;
  createPrefilter(["01234567", "12345678"])(text, (from, to) => {
    count += to - from;
  });
  return count;
};

test.each(LONG)("no place of a text is compared twice: %s", (_what, unit) => {
  const text = unit.repeat(50_000);
  expect(placesCompared(text)).toBeLessThanOrEqual(text.length);
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

test("Novu's own keys are hexadecimal digits, which mean the same in upper case", () => {
  const mask = createMask(createSecret(HEX));
  expect(mask(`echo ${HEX.toUpperCase()} and ${HEX.slice(8, 17).toUpperCase()}`)).toBe(
    `echo ${MASK} and ${MASK}`,
  );
});
