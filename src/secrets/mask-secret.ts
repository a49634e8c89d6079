import { encodedVariants, escapesOf, type TextRange, withWholeEscapes } from "./encoded-variants.js";
import { createFindParts } from "./find-parts.js";
import { hasKeyForm, MASK, type Secret } from "./secret.js";

/** Replaces the secret, and any part of it long enough to reveal something, with `MASK`. */
export type Mask = (text: string) => string;

interface MaskOptions {
  /**
   * Leaves parts that may be ordinary words (letters of one case) in place: messages contain words, and the key of a
   * self-hosted server may too. Keys in Novu's format contain none, so they are always masked fully.
   */
  readonly sparesWords?: boolean;
}

/** Shorter parts of a key occur by chance. */
const PART_LENGTH = 8;
/** Eight characters, at any offset, determine ten base64 digits by themselves. */
const PART_LENGTH_BASE64 = 10;
const WORD = /^(?:[A-Z]?[a-z]+|[A-Z]+)$/;

/**
 * Masks every part of the secret of eight or more characters: as is, escaped for JSON, URLs and HTML (also nested), in
 * base64, and in either case for keys in Novu's format. A secret of fewer than eight characters is masked only as a
 * whole. Takes time linear in the text.
 */
export const createMask = (secret: Secret, { sparesWords = false }: MaskOptions = {}): Mask => {
  const key = secret.reveal();
  const spares = sparesWords && !hasKeyForm(secret);
  const forms = hasKeyForm(secret) ? [key, key.toLowerCase(), key.toUpperCase()] : [key];
  const parts = forms
    .flatMap((form) => partsOf(form, PART_LENGTH))
    .filter((part) => !(spares && WORD.test(part)));
  const encoded =
    key.length < PART_LENGTH
      ? []
      : forms.flatMap(base64Forms).flatMap((form) => partsOf(form, PART_LENGTH_BASE64));
  // The parts cover the whole key, unless words are spared or the key is shorter than a part.
  const targets = spares || key.length < PART_LENGTH ? [...parts, ...forms] : parts;
  const findParts = createFindParts([...encoded, ...targets]);
  const escapes = escapesOf(key);
  const find = (text: string): readonly TextRange[] => [
    ...findParts(text),
    ...rangesInVariants(text, escapes, findParts),
  ];
  const maskText: Mask = (text) => {
    const ranges = find(text);
    return ranges.length === 0 ? text : masked(text, ranges.map(withWholeEscapes(text)));
  };
  return (text) => {
    if (find(text).length === 0) return text;
    return isJson(text) ? mapStrings(text, maskText) : maskText(text);
  };
};

/** The ranges of parts that only appear once escapes are decoded. */
const rangesInVariants = (
  text: string,
  escapes: ReturnType<typeof escapesOf>,
  findParts: ReturnType<typeof createFindParts>,
): TextRange[] => {
  const ranges: TextRange[] = [];
  for (const variant of encodedVariants(text, escapes)) {
    for (const [start, end] of findParts(variant.text))
      ranges.push([variant.positions[start] ?? start, variant.positions[end] ?? end]);
  }
  return ranges;
};

/** Changes only the string literals of JSON: a key may contain JSON's own syntax characters. */
const mapStrings = (json: string, change: Mask): string => {
  const parts: string[] = [];
  let done = 0;
  for (let start = json.indexOf('"'); start >= 0; start = json.indexOf('"', done)) {
    const end = endOfString(json, start + 1);
    parts.push(json.slice(done, start + 1), change(json.slice(start + 1, end)), '"');
    done = end + 1;
  }
  return [...parts, json.slice(done)].join("");
};

/** The next quotation mark that is not escaped. */
const endOfString = (json: string, from: number): number => {
  let end = json.indexOf('"', from);
  for (; end >= 0; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === "\\" && end - 1 - backslashes >= from) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
};

/** Larger than any response of Novu. Parsing such a text would take too much memory. */
const MAX_JSON_SEPARATORS = 2_000_000;

/** A bare number does not count: it has no strings, and may be part of a key in a header. */
const isJson = (text: string): boolean => {
  if (!/^\s*["[{]/.test(text) || countSeparators(text) > MAX_JSON_SEPARATORS) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** An upper bound for the number of JSON values: a separator precedes each but the first. */
const countSeparators = (text: string): number => {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === COMMA || unit === BRACKET || unit === BRACE) count += 1;
  }
  return count;
};

const [COMMA, BRACKET, BRACE] = [...",[{"].map((sign) => sign.charCodeAt(0));

const partsOf = (text: string, length: number): string[] => [
  ...new Set(
    Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length)),
  ),
];

/** The key in base64 after zero, one and two other bytes, without the digits it shares with its neighbours. */
const base64Forms = (key: string): string[] =>
  [0, 1, 2].flatMap((before) => {
    const digits = btoa("\0".repeat(before) + key).replaceAll("=", "");
    const own = digits.slice(Math.ceil((before * 8) / 6), Math.floor(((before + key.length) * 8) / 6));
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });

const masked = (text: string, ranges: readonly TextRange[]): string => {
  const kept: string[] = [];
  let end = 0;
  for (const range of [...ranges].sort(([a], [b]) => a - b)) {
    if (range[0] >= end) kept.push(text.slice(end, range[0]), MASK);
    end = Math.max(end, range[1]);
  }
  return [...kept, text.slice(end)].join("");
};
