/**
 * Numbers by 64-bit ids, 12 bytes each and no objects: a million of them in a Map would be more than the rest of
 * the run. Open addressing; nothing is ever taken out.
 */
export interface IdTable {
  /** 0 where there is none. */
  readonly get: (high: number, low: number) => number;
  /** @param value from 1 up to 2^32 - 1 */
  readonly set: (high: number, low: number, value: number) => void;
  readonly size: () => number;
}

const FIRST_SLOTS = 1_024;
const FULLEST = 0.7;
/** Of a slot: the two halves of the id, and the value, 0 in an empty one. */
const WORDS = 3;

export const createIdTable = (): IdTable => {
  let slots = FIRST_SLOTS;
  let words = new Uint32Array(slots * WORDS);
  let size = 0;

  /** Where the id is, or the empty slot where it belongs. */
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
      if (size > slots * FULLEST) grow();
    },
    size: () => size,
  };
};

const mixed = (high: number, low: number): number => {
  const once = Math.imul(high ^ (low >>> 15), 0x85ebca6b) ^ low;
  return Math.imul(once ^ (once >>> 13), 0xc2b2ae35) >>> 8;
};
