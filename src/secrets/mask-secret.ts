import {
  aroundEscapes,
  encodedVariants,
  escapesOf,
  type KeyEscapes,
  type Range,
} from "./encoded-variants.js";
import { createFindParts, type FindParts } from "./find-parts.js";
import { hasKeyForm, MASK, type Secret } from "./secret.js";

/** The text without the secret, and without any part of it that tells something. */
export type Mask = (text: string) => string;

export interface MaskOptions {
  /**
   * Leaves alone what may be a word: eight letters of one case. Messages have words, and so may the key of a
   * self-hosted server; Novu's own have none, so nothing of them is spared.
   */
  readonly sparesWords?: boolean;
}

/** So many characters of a key in a row are a part of it; fewer occur by chance. */
const PART = 8;
/** Every eight characters in base64 hold, wherever they begin, ten digits that are theirs alone. */
const PART_BASE64 = 10;
const WORD = /^(?:[A-Z]?[a-z]+|[A-Z]+)$/;

/**
 * Replaces every part of eight or more characters: as it stands, as JSON, addresses and HTML write it, also one
 * in the other, in base64, and the digits of Novu's own keys in either case. A secret shorter than eight is replaced
 * as a whole. Takes time linear in the text.
 */
export const createMask = (secret: Secret, { sparesWords = false }: MaskOptions = {}): Mask => {
  const key = secret.reveal();
  const spares = sparesWords && !hasKeyForm(secret);
  const forms = hasKeyForm(secret) ? [key, key.toLowerCase(), key.toUpperCase()] : [key];
  const parts = forms.flatMap((form) => partsOf(form, PART)).filter((part) => !(spares && WORD.test(part)));
  const encoded =
    key.length < PART ? [] : forms.flatMap(base64Forms).flatMap((form) => partsOf(form, PART_BASE64));
  // The whole key is one of its parts, unless these are spared or it is shorter than one.
  const targets = spares || key.length < PART ? [...parts, ...forms] : parts;
  const findParts = createFindParts([...encoded, ...targets]);
  // Some servers escape letters and digits too.
  const escapes = escapesOf(key);
  const find = (text: string): readonly Range[] => [
    ...findParts(text),
    ...rangesInReadings(text, escapes, findParts),
  ];
  const maskText: Mask = (text) => {
    const ranges = find(text);
    return ranges.length === 0 ? text : masked(text, ranges.map(aroundEscapes(text)));
  };
  return (text) => {
    if (find(text).length === 0) return text;
    return isJson(text) ? withTexts(text, maskText) : maskText(text);
  };
};

/** Where the parts are that show only when escapes are undone. */
const rangesInReadings = (text: string, escapes: KeyEscapes, findParts: FindParts): Range[] => {
  const ranges: Range[] = [];
  for (const reading of encodedVariants(text, escapes)) {
    for (const [start, end] of findParts(reading.text))
      ranges.push([reading.places[start] ?? start, reading.places[end] ?? end]);
  }
  return ranges;
};

/** In JSON only texts are touched: a key may have the very signs that JSON is made of. */
const withTexts = (json: string, change: Mask): string => {
  const parts: string[] = [];
  let done = 0;
  for (let start = json.indexOf('"'); start >= 0; start = json.indexOf('"', done)) {
    const end = endOfText(json, start + 1);
    parts.push(json.slice(done, start + 1), change(json.slice(start + 1, end)), '"');
    done = end + 1;
  }
  return [...parts, json.slice(done)].join("");
};

/** The next quotation mark that no backslash escapes. */
const endOfText = (json: string, from: number): number => {
  let end = json.indexOf('"', from);
  for (; end >= 0; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === "\\" && end - 1 - backslashes >= from) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
};

/** What has more parts than any answer of Novu's takes too much memory to be parsed here. */
const MOST_SIGNS = 2_000_000;

/** A bare number is JSON too, but has no texts: digits of the key in a header. */
const isJson = (text: string): boolean => {
  if (!/^\s*["[{]/.test(text) || countSigns(text) > MOST_SIGNS) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** At least as many as there are values, since one stands before each but the first. */
const countSigns = (text: string): number => {
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

/** What the key is in base64 after no, one and two other bytes, without the digits it shares with neighbours. */
const base64Forms = (key: string): string[] =>
  [0, 1, 2].flatMap((before) => {
    const digits = btoa("\0".repeat(before) + key).replaceAll("=", "");
    const own = digits.slice(Math.ceil((before * 8) / 6), Math.floor(((before + key.length) * 8) / 6));
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });

const masked = (text: string, ranges: readonly Range[]): string => {
  const kept: string[] = [];
  let end = 0;
  for (const range of [...ranges].sort(([a], [b]) => a - b)) {
    if (range[0] >= end) kept.push(text.slice(end, range[0]), MASK);
    end = Math.max(end, range[1]);
  }
  return [...kept, text.slice(end)].join("");
};
