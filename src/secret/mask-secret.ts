import { aroundEscapes, type Range, type Reading, readingsOf } from "./key-readings.js";
import { hasKeyForm, MASK, type Secret } from "./secret.js";
import { createSieve } from "./sieve.js";

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
 * in the other, and in base64. A secret shorter than eight is replaced as a whole.
 */
export const createMask = (secret: Secret, { sparesWords = false }: MaskOptions = {}): Mask => {
  const key = secret.reveal();
  const spares = sparesWords && !hasKeyForm(secret);
  const parts = partsOf(key, PART).filter((part) => !(spares && WORD.test(part)));
  const encoded = key.length < PART ? [] : base64Forms(key).flatMap((form) => partsOf(form, PART_BASE64));
  const isEscapable = /[^0-9a-z]/i.test(key);
  const targets = [...new Set([...parts, key])];
  const mayHold = isEscapable ? () => true : createSieve([...encoded, ...targets]);
  const find = (text: string): Range[] => (mayHold(text) ? findAll(text) : []);
  const findAll = (text: string): Range[] => [
    ...rangesOf(text, [...encoded, ...targets]),
    ...(isEscapable ? readingsOf(text).slice(1) : []).flatMap((reading) => rangesIn(reading, targets)),
  ];
  const maskText: Mask = (text) => {
    const ranges = find(text);
    return ranges.length === 0 ? text : masked(text, ranges.map(aroundEscapes(text)));
  };
  return (text) => {
    if (find(text).length === 0) return text;
    return isJson(text) ? text.replace(JSON_TEXT, (_, inside) => `"${maskText(inside)}"`) : maskText(text);
  };
};

/** In JSON only texts are touched: a key may have the very signs that JSON is made of. */
const JSON_TEXT = /"((?:[^"\\]|\\.)*)"/g;

/** A bare number is JSON too, but has no texts: digits of the key in a header. */
const isJson = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) !== "number";
  } catch {
    return false;
  }
};

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

const rangesOf = (text: string, parts: readonly string[]): Range[] =>
  parts.flatMap((part) => {
    const found: Range[] = [];
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
      found.push([at, at + part.length]);
    return found;
  });

/** Where the parts are that show only when escapes are undone. */
const rangesIn = ({ text, places }: Reading, parts: readonly string[]): Range[] =>
  rangesOf(text, parts).map(([start, end]): Range => [places?.[start] ?? start, places?.[end] ?? end]);

const masked = (text: string, ranges: readonly Range[]): string => {
  const kept: string[] = [];
  let end = 0;
  for (const range of [...ranges].sort(([a], [b]) => a - b)) {
    if (range[0] >= end) kept.push(text.slice(end, range[0]), MASK);
    end = Math.max(end, range[1]);
  }
  return [...kept, text.slice(end)].join("");
};
