/**
 * Numbers by 64-bit ID, 12 bytes each: a Map of a million would take more memory than the rest of the run. A hash
 * table with open addressing; nothing is ever removed.
 */
export interface IdTable {
  /** 0 if there is none. */
  readonly get: (high: number, low: number) => number;
  /** @param value from 1 up to 2^32 - 1 */
  readonly set: (high: number, low: number, value: number) => void;
  readonly size: () => number;
}

const FIRST_SLOTS = 1_024;
const MOST_FULL = 0.7;
/** Words of a slot: the two halves of the ID, and the value, 0 if the slot is empty. */
const WORDS = 3;

export const createIdTable = (): IdTable => {
  let slots = FIRST_SLOTS;
  let words = new Uint32Array(slots * WORDS);
  let size = 0;

  /** The index of the ID, or of the empty slot where it belongs. */
  const find = (high: number, low: number): number => {
    const mask = slots - 1;
    for (let slot = mixed(high, low) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WORDS;
      if (words[at + 2] === 0 || (words[at] === high >>> 0 && words[at + 1] === low >>> 0)) return at;
    }
  };

  const put = (high: number, low: number, value: number): boolean => {
    const at = find(high, low);
    const isNew = words[at + 2] === 0;
    words[at] = high;
    words[at + 1] = low;
    words[at + 2] = value;
    return isNew;
  };

  const grow = (): void => {
    const old = words;
    slots *= 2;
    words = new Uint32Array(slots * WORDS);
    for (let at = 0; at < old.length; at += WORDS) {
      const value = old[at + 2] ?? 0;
      if (value !== 0) put(old[at] ?? 0, old[at + 1] ?? 0, value);
    }
  };

  return {
    get: (high, low) => words[find(high, low) + 2] ?? 0,
    set: (high, low, value) => {
      if (put(high, low, value)) size += 1;
      if (size > slots * MOST_FULL) grow();
    },
    size: () => size,
  };
};

const mixed = (high: number, low: number): number => {
  const once = Math.imul(high ^ (low >>> 15), 0x85ebca6b) ^ low;
  return Math.imul(once ^ (once >>> 13), 0xc2b2ae35) >>> 8;
};

export type IdHalves = readonly [high: number, low: number];

/** A hexadecimal ID of 16 digits, or one of 24 with its last 8 mixed into the others. */
export const idHalves = (id: string): IdHalves => {
  const digits = (from: number) => Number.parseInt(id.slice(from, from + 8), 16);
  const mixedIn = id.length > 16 ? Math.imul(digits(16), 0x9e3779b1) : 0;
  return [digits(0), (digits(8) ^ mixedIn) >>> 0];
};
