/** From the first character to the one after the last. */
export type Range = readonly [start: number, end: number];

/** A piece of a text as it reads once its escapes are undone, and where each of its characters stood in the whole text. */
export interface EncodedVariant {
  readonly text: string;
  /** The place in the original of every character, and last the piece's end. */
  readonly places: Int32Array;
}

const NAMED: Readonly<Record<string, string>> = { quot: '"', amp: "&", lt: "<", gt: ">", apos: "'" };

/** One way of escaping: what every escape begins with, and what the escape at a place stands for. */
interface Escaping {
  readonly sign: RegExp;
  readonly read: (
    text: string,
    at: number,
  ) => { readonly plain: string; readonly length: number } | undefined;
}

const fromHex = (digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));

/** JSON's `\u0031`, and `\x31`, which logs and JavaScript write. */
const CODE = /^(?:u([0-9a-f]{4})|x([0-9a-f]{2}))/i;
const TWO_DIGITS = /^[0-9a-f]{2}$/i;
/** Browsers also read a number without the semicolon. */
const ENTITY =
  /^&(?:#0{0,5}(\d{2,3})(?:;|(?!\d))|#x0{0,5}([0-9a-f]{2})(?:;|(?![0-9a-f]))|(quot|amp|lt|gt|apos);)/i;
const LONGEST_ENTITY = 12;
const LONGEST_BACKSLASHED = 6;

const BACKSLASHED: Escaping = {
  sign: /\\/g,
  read: (text, at) => {
    if (at + 1 >= text.length) return undefined;
    const [code = "", four, two] = CODE.exec(text.slice(at + 1, at + LONGEST_BACKSLASHED)) ?? [];
    const digits = four ?? two;
    return digits === undefined
      ? { plain: text.charAt(at + 1), length: 2 }
      : { plain: fromHex(digits), length: 1 + code.length };
  },
};

const PERCENT: Escaping = {
  sign: /%/g,
  read: (text, at) => {
    const digits = text.slice(at + 1, at + 3);
    return TWO_DIGITS.test(digits) ? { plain: fromHex(digits), length: 3 } : undefined;
  },
};

const AMPERSAND: Escaping = {
  sign: /&/g,
  read: (text, at) => {
    const [whole, decimal, hex, name] = ENTITY.exec(text.slice(at, at + LONGEST_ENTITY)) ?? [];
    if (whole === undefined) return undefined;
    const { length } = whole;
    if (decimal !== undefined) return { plain: String.fromCharCode(Number(decimal)), length };
    return { plain: hex === undefined ? (NAMED[(name ?? "").toLowerCase()] ?? "") : fromHex(hex), length };
  },
};

const ANY: Escaping = {
  sign: /[\\%&]/g,
  read: (text, at) => {
    const sign = text[at];
    return (sign === "\\" ? BACKSLASHED : sign === "%" ? PERCENT : AMPERSAND).read(text, at);
  },
};

/** How the escapes around a key are found and undone: JSON's, those of addresses and of HTML. */
export interface KeyEscapes {
  /** Matches near every escape that may be part of a key; where it doesn't, nothing is read. */
  readonly near: RegExp;
  /** Each is undone in what the others left, in every order. */
  readonly escapings: readonly Escaping[];
}

/** The key's own signs look like escapes, so only one kind is undone at a time. */
const OF_ANY_KEY: KeyEscapes = { near: ANY.sign, escapings: [BACKSLASHED, PERCENT, AMPERSAND] };

/**
 * Every escape near such a key is the server's, so all kinds are undone at once. Only escapes with a number stand for
 * letters and digits: the quotes and line breaks of ordinary JSON cost nothing.
 */
const OF_ALPHANUMERIC_KEY: KeyEscapes = {
  near: /\\[ux][0-9a-f]{2}|%[0-9a-f]{2}|#x?[0-9a-f]{2}/gi,
  escapings: [ANY],
};

export const escapesOf = (key: string): KeyEscapes =>
  /^[0-9a-z]*$/i.test(key) ? OF_ALPHANUMERIC_KEY : OF_ANY_KEY;

/** An error text in JSON often quotes JSON, which quotes an address. */
const DEEPEST = 3;
/** How far around an escape a part of a key can stand: ten characters, each escaped three times. */
const REACH = 2_000;
/** So much of a text is read at once, whatever its length: readings take memory. */
const PIECE = 2 ** 16;

/** Every piece of the text that has escapes, in every way to undo them, one in the other. Linear in the text. */
export function* encodedVariants(
  text: string,
  { near, escapings }: KeyEscapes = OF_ANY_KEY,
): Iterable<EncodedVariant> {
  for (const [start, end] of piecesOf(text, near)) {
    const places = new Int32Array(end - start + 1);
    for (let at = 0; at < places.length; at += 1) places[at] = start + at;
    yield* decodedVariants({ text: text.slice(start, end), places }, escapings, DEEPEST);
  }
}

function* decodedVariants(
  reading: EncodedVariant,
  escapings: readonly Escaping[],
  depth: number,
): Iterable<EncodedVariant> {
  if (depth === 0) return;
  for (const escaping of escapings) {
    const plain = undone(reading, escaping);
    if (plain === undefined) continue;
    yield plain;
    yield* decodedVariants(plain, escapings, depth - 1);
  }
}

/** Where there may be escapes, with what a part of a key may have around them; long ones are cut, and overlap. */
function* piecesOf(text: string, near: RegExp): Iterable<Range> {
  let open: Range | undefined;
  for (let at = nextMatch(near, text, 0); at >= 0; at = nextMatch(near, text, at + 1)) {
    const start = Math.max(0, at - REACH);
    const end = Math.min(text.length, at + REACH);
    if (open !== undefined && start <= open[1] && end - open[0] <= PIECE) {
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

/** The reading with one layer of one kind undone; nothing where it has none. */
const undone = (
  { text, places: from }: EncodedVariant,
  { sign, read }: Escaping,
): EncodedVariant | undefined => {
  const parts: string[] = [];
  const places = new Int32Array(text.length + 1);
  let length = 0;
  let done = 0;
  const keep = (end: number) => {
    if (end > done) parts.push(text.slice(done, end));
    places.set(from.subarray(done, end), length);
    length += end - done;
    done = end;
  };
  for (let at = nextMatch(sign, text, 0); at >= 0; at = nextMatch(sign, text, Math.max(done, at + 1))) {
    const found = read(text, at);
    if (found === undefined) continue;
    keep(at);
    parts.push(found.plain);
    places[length] = from[at] ?? 0;
    length += 1;
    done = at + found.length;
  }
  if (done === 0) return undefined;
  keep(text.length);
  places[length] = from[text.length] ?? 0;
  return { text: parts.join(""), places: places.subarray(0, length + 1) };
};

const CODE_UNIT = /^\\u[0-9a-f]{4}/i;

/** The range, made so wide that no escape with a backslash is cut in two: what was JSON is to stay JSON. */
export const aroundEscapes =
  (text: string) =>
  ([start, end]: Range): Range => [
    escapeAround(text, start)?.[0] ?? start,
    escapeAround(text, end)?.[1] ?? end,
  ];

/** The escape that a place lies inside of. */
const escapeAround = (text: string, at: number): Range | undefined => {
  for (let start = at - 1; start >= Math.max(0, at - LONGEST_BACKSLASHED + 1); start -= 1) {
    if (text[start] !== "\\" || !isOutside(text, start)) continue;
    const length = CODE_UNIT.test(text.slice(start, start + LONGEST_BACKSLASHED)) ? LONGEST_BACKSLASHED : 2;
    if (start + length > at) return [start, start + length];
  }
  return undefined;
};

/** Whether a backslash is none that the one before it escapes. */
const isOutside = (text: string, at: number): boolean => {
  let before = at;
  while (before > 0 && text[before - 1] === "\\") before -= 1;
  return (at - before) % 2 === 0;
};
