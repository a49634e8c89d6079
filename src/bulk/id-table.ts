import { hash } from "node:crypto";

/**
 * Maps 64-bit IDs to numbers: a hash table with open addressing, without removal. At 12 bytes per slot it stays small
 * where a Map of a million entries would take more memory than the rest of the run.
 */
interface IdTable {
  /** 0 if there is none. */
  readonly get: (high: number, low: number) => number;
  /** @param value from 1 up to 2^32 - 1 */
  readonly set: (high: number, low: number, value: number) => void;
  readonly size: () => number;
}

const INITIAL_CAPACITY = 1_024;
const MAX_LOAD_FACTOR = 0.7;
/** Each slot holds the two halves of the ID, and the value, 0 if the slot is empty. */
const WORDS_PER_SLOT = 3;

export const createIdTable = (): IdTable => {
  let capacity = INITIAL_CAPACITY;
  let table = new Uint32Array(capacity * WORDS_PER_SLOT);
  let size = 0;

  /** The index of the ID, or of the empty slot where it belongs. */
  const find = (high: number, low: number): number => {
    const mask = capacity - 1;
    for (let slot = mixed(high, low) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WORDS_PER_SLOT;
      if (table[at + 2] === 0 || (table[at] === high >>> 0 && table[at + 1] === low >>> 0)) return at;
    }
  };

  const put = (high: number, low: number, value: number): boolean => {
    const at = find(high, low);
    const isNew = table[at + 2] === 0;
    table[at] = high;
    table[at + 1] = low;
    table[at + 2] = value;
    return isNew;
  };

  const grow = (): void => {
    const old = table;
    capacity *= 2;
    table = new Uint32Array(capacity * WORDS_PER_SLOT);
    for (let at = 0; at < old.length; at += WORDS_PER_SLOT) {
      const value = old[at + 2] ?? 0;
      if (value !== 0) put(old[at] ?? 0, old[at + 1] ?? 0, value);
    }
  };

  return {
    get: (high, low) => table[find(high, low) + 2] ?? 0,
    set: (high, low, value) => {
      if (put(high, low, value)) size += 1;
      if (size > capacity * MAX_LOAD_FACTOR) grow();
    },
    size: () => size,
  };
};

const mixed = (high: number, low: number): number => {
  const once = Math.imul(high ^ (low >>> 15), 0x85ebca6b) ^ low;
  return Math.imul(once ^ (once >>> 13), 0xc2b2ae35) >>> 8;
};

const HEX = /^[0-9a-f]+$/i;

type IdHalves = readonly [high: number, low: number];

/**
 * The two 32-bit halves of a hexadecimal ID, or of the hash of any other. An ID of 24 digits has its last 8 mixed into the
 * second half.
 */
export const idHalves = (id: string): IdHalves => {
  const isExact = (id.length === 16 || id.length === 24) && HEX.test(id);
  const hex = isExact ? id : hash("sha256", id, "hex").slice(0, 16);
  const digits = (from: number) => Number.parseInt(hex.slice(from, from + 8), 16);
  const mixedIn = hex.length > 16 ? Math.imul(digits(16), 0x9e3779b1) : 0;
  return [digits(0), (digits(8) ^ mixedIn) >>> 0];
};
