/** A text as it would be read once one way of escaping is undone, and where each of its characters stood. */
export interface Reading {
  readonly text: string;
  /** The place in the original of every character, and last the original's end; the same places when absent. */
  readonly places?: readonly number[];
}

interface Escaping {
  readonly token: RegExp;
  readonly plain: (token: RegExpExecArray) => string;
}

const NAMED: Readonly<Record<string, string>> = { quot: '"', amp: "&", lt: "<", gt: ">", apos: "'" };

const fromHex = (digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));

/** JSON's, that of addresses, and HTML's: in these a server writes what it repeats. */
const ESCAPINGS: readonly Escaping[] = [
  {
    token: /\\(?:u([0-9a-f]{4})|(.))/gi,
    plain: ([, code, character = ""]) => (code === undefined ? character : fromHex(code)),
  },
  { token: /%([0-9a-f]{2})/gi, plain: ([, code = ""]) => fromHex(code) },
  {
    token: /&(?:#(\d{2,3})|#x([0-9a-f]{2})|(quot|amp|lt|gt|apos));/gi,
    plain: ([, decimal, code = "", name]) => {
      if (decimal !== undefined) return String.fromCharCode(Number(decimal));
      return name === undefined ? fromHex(code) : (NAMED[name.toLowerCase()] ?? "");
    },
  },
];

/** An error text in JSON often quotes JSON, which quotes an address. */
const DEEPEST = 3;

/** The text itself and every way to read it with escapes undone, one in the other. */
export const readingsOf = (text: string): readonly Reading[] => {
  const all: Reading[] = [{ text }];
  for (let depth = 0, from = 0; depth < DEEPEST; depth += 1) {
    const end = all.length;
    for (const reading of all.slice(from, end)) {
      all.push(...ESCAPINGS.flatMap((escaping) => undone(reading, escaping) ?? []));
    }
    from = end;
  }
  return all;
};

const undone = ({ text, places }: Reading, { token, plain }: Escaping): Reading | undefined => {
  const tokens = [...text.matchAll(token)];
  if (tokens.length === 0) return undefined;
  const placeOf = (at: number) => places?.[at] ?? at;
  const parts: string[] = [];
  const starts: number[] = [];
  const keep = (from: number, to: number) => {
    parts.push(text.slice(from, to));
    for (let at = from; at < to; at += 1) starts.push(placeOf(at));
  };
  let done = 0;
  for (const found of tokens) {
    keep(done, found.index);
    parts.push(plain(found));
    starts.push(placeOf(found.index));
    done = found.index + found[0].length;
  }
  keep(done, text.length);
  return { text: parts.join(""), places: [...starts, placeOf(text.length)] };
};

const BACKSLASHED = /\\(?:u[0-9a-f]{4}|.)/gi;

/** The range, made so wide that no escape with a backslash is cut in two: what was JSON is to stay JSON. */
export const aroundEscapes = (text: string): (([start, end]: Range) => Range) => {
  const tokens = [...text.matchAll(BACKSLASHED)].map(({ index, 0: { length } }) => [index, index + length]);
  return ([start, end]) => {
    const cut = (at: number) => tokens.find(([from = 0, to = 0]) => from < at && at < to);
    return [cut(start)?.[0] ?? start, cut(end)?.[1] ?? end];
  };
};

/** From the first character to the one after the last. */
export type Range = readonly [start: number, end: number];
