/** Start inclusive, end exclusive. */
export type TextRange = readonly [start: number, end: number];

/** A part of a text with its escapes decoded, and the position of each character in the original text. */
interface EncodedVariant {
  readonly text: string;
  /** The position of every character in the original, followed by the end of the part. */
  readonly positions: Int32Array;
}

const NAMED: Readonly<Record<string, string>> = { quot: '"', amp: "&", lt: "<", gt: ">", apos: "'" };

/** One kind of escape: the character it begins with, and how to decode the one at a position. */
interface Escaping {
  readonly sign: RegExp;
  readonly read: (
    text: string,
    at: number,
  ) => { readonly plain: string; readonly length: number } | undefined;
}

const charFromHex = (digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));

/** `\u0031` as in JSON, and `\x31` as in logs and JavaScript. */
const CODE = /^(?:u([0-9a-f]{4})|x([0-9a-f]{2}))/i;
const TWO_DIGITS = /^[0-9a-f]{2}$/i;
/** As in browsers, the semicolon after a number is optional. */
const ENTITY =
  /^&(?:#0{0,5}(\d{2,3})(?:;|(?!\d))|#x0{0,5}([0-9a-f]{2})(?:;|(?![0-9a-f]))|(quot|amp|lt|gt|apos);)/i;
const MAX_ENTITY_LENGTH = 12;
const MAX_BACKSLASH_ESCAPE_LENGTH = 6;

const BACKSLASHED: Escaping = {
  sign: /\\/g,
  read: (text, at) => {
    if (at + 1 >= text.length) return undefined;
    const [code = "", four, two] = CODE.exec(text.slice(at + 1, at + MAX_BACKSLASH_ESCAPE_LENGTH)) ?? [];
    const digits = four ?? two;
    return digits === undefined
      ? { plain: text.charAt(at + 1), length: 2 }
      : { plain: charFromHex(digits), length: 1 + code.length };
  },
};

const PERCENT: Escaping = {
  sign: /%/g,
  read: (text, at) => {
    const digits = text.slice(at + 1, at + 3);
    return TWO_DIGITS.test(digits) ? { plain: charFromHex(digits), length: 3 } : undefined;
  },
};

const AMPERSAND: Escaping = {
  sign: /&/g,
  read: (text, at) => {
    const [whole, decimal, hex, name] = ENTITY.exec(text.slice(at, at + MAX_ENTITY_LENGTH)) ?? [];
    if (whole === undefined) return undefined;
    const { length } = whole;
    if (decimal !== undefined) return { plain: String.fromCharCode(Number(decimal)), length };
    return {
      plain: hex === undefined ? (NAMED[(name ?? "").toLowerCase()] ?? "") : charFromHex(hex),
      length,
    };
  },
};

const ANY: Escaping = {
  sign: /[\\%&]/g,
  read: (text, at) => {
    const sign = text[at];
    return (sign === "\\" ? BACKSLASHED : sign === "%" ? PERCENT : AMPERSAND).read(text, at);
  },
};

/** How to find and decode the escapes (of JSON, URLs and HTML) in which a key may be written. */
interface KeyEscapes {
  /** Matches near every escape that may be part of a key. Text without a match is not decoded. */
  readonly near: RegExp;
  /** Applied to one another's output, in every order. */
  readonly escapings: readonly Escaping[];
}

/** The key itself may contain what looks like escapes, so only one kind is decoded at a time. */
const OF_ANY_KEY: KeyEscapes = { near: ANY.sign, escapings: [BACKSLASHED, PERCENT, AMPERSAND] };

/**
 * Every escape near such a key comes from the server, so all kinds are decoded at once. Only numeric escapes stand for
 * letters and digits, so the escaped quotes and line breaks of ordinary JSON cost nothing.
 */
const OF_ALPHANUMERIC_KEY: KeyEscapes = {
  near: /\\[ux][0-9a-f]{2}|%[0-9a-f]{2}|#x?[0-9a-f]{2}/gi,
  escapings: [ANY],
};

export const escapesOf = (key: string): KeyEscapes =>
  /^[0-9a-z]*$/i.test(key) ? OF_ALPHANUMERIC_KEY : OF_ANY_KEY;

/** An error text in JSON often quotes JSON that quotes a URL. */
const MAX_DEPTH = 3;
/** How far from an escape a part of a key can be: ten characters, each escaped three times. */
const MAX_DISTANCE = 2_000;
/** The most characters to decode at once, which bounds memory. */
const MAX_PIECE_LENGTH = 2 ** 16;

/** Every piece of the text that has escapes, decoded in every order of kinds. Takes time linear in the text. */
export function* encodedVariants(
  text: string,
  { near, escapings }: KeyEscapes = OF_ANY_KEY,
): Iterable<EncodedVariant> {
  for (const [start, end] of piecesOf(text, near)) {
    const positions = new Int32Array(end - start + 1);
    for (let at = 0; at < positions.length; at += 1) positions[at] = start + at;
    yield* decodedVariants({ text: text.slice(start, end), positions }, escapings, MAX_DEPTH);
  }
}

function* decodedVariants(
  variant: EncodedVariant,
  escapings: readonly Escaping[],
  depth: number,
): Iterable<EncodedVariant> {
  if (depth === 0) return;
  for (const escaping of escapings) {
    const decoded = decodeOnce(variant, escaping);
    if (decoded === undefined) continue;
    yield decoded;
    yield* decodedVariants(decoded, escapings, depth - 1);
  }
}

/** The ranges around possible escapes in which a part of a key can be. Long ranges are split, with an overlap. */
function* piecesOf(text: string, near: RegExp): Iterable<TextRange> {
  let open: TextRange | undefined;
  for (let at = nextMatch(near, text, 0); at >= 0; at = nextMatch(near, text, at + 1)) {
    const start = Math.max(0, at - MAX_DISTANCE);
    const end = Math.min(text.length, at + MAX_DISTANCE);
    if (open !== undefined && start <= open[1] && end - open[0] <= MAX_PIECE_LENGTH) {
      open = [open[0], end];
    } else {
      if (open !== undefined) yield open;
      open = [start, end];
    }
  }
  if (open !== undefined) yield open;
}

const nextMatch = (pattern: RegExp, text: string, from: number): number => {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
};

/** The text with one layer of one kind of escape decoded; undefined if it has none. */
const decodeOnce = (
  { text, positions: from }: EncodedVariant,
  { sign, read }: Escaping,
): EncodedVariant | undefined => {
  const parts: string[] = [];
  const positions = new Int32Array(text.length + 1);
  let length = 0;
  let done = 0;
  const keep = (end: number) => {
    if (end > done) parts.push(text.slice(done, end));
    positions.set(from.subarray(done, end), length);
    length += end - done;
    done = end;
  };
  for (let at = nextMatch(sign, text, 0); at >= 0; at = nextMatch(sign, text, Math.max(done, at + 1))) {
    const found = read(text, at);
    if (found === undefined) continue;
    keep(at);
    parts.push(found.plain);
    positions[length] = from[at] ?? 0;
    length += 1;
    done = at + found.length;
  }
  if (done === 0) return undefined;
  keep(text.length);
  positions[length] = from[text.length] ?? 0;
  return { text: parts.join(""), positions: positions.subarray(0, length + 1) };
};

const CODE_UNIT = /^\\u[0-9a-f]{4}/i;

/** Widens a range so that it cuts no backslash escape in two, and JSON stays valid JSON. */
export const withWholeEscapes =
  (text: string) =>
  ([start, end]: TextRange): TextRange => [
    escapeAround(text, start)?.[0] ?? start,
    escapeAround(text, end)?.[1] ?? end,
  ];

/** The escape that a position is inside of. */
const escapeAround = (text: string, at: number): TextRange | undefined => {
  for (let start = at - 1; start >= Math.max(0, at - MAX_BACKSLASH_ESCAPE_LENGTH + 1); start -= 1) {
    if (text[start] !== "\\" || !startsEscape(text, start)) continue;
    const length = CODE_UNIT.test(text.slice(start, start + MAX_BACKSLASH_ESCAPE_LENGTH))
      ? MAX_BACKSLASH_ESCAPE_LENGTH
      : 2;
    if (start + length > at) return [start, start + length];
  }
  return undefined;
};

/** Whether a backslash is not itself escaped by the one before it. */
const startsEscape = (text: string, at: number): boolean => {
  let before = at;
  while (before > 0 && text[before - 1] === "\\") before -= 1;
  return (at - before) % 2 === 0;
};
