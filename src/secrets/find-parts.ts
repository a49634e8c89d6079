import type { Range } from "./encoded-variants.js";

/** Characters of a sample. */
const SAMPLE = 4;
const BITS = 20;

/** Calls back with every stretch of places in which a target may begin. */
type Prefilter = (text: string, onCandidates: (from: number, to: number) => void) => void;

/** Where any of the targets stand in a text: in order, those that overlap as one. */
export type FindParts = (text: string) => readonly Range[];

/**
 * Finds where a text may hold one of the targets; elsewhere there is none. Of every target as long as `step`
 * and a sample are together, whatever its place, one sample starts at a multiple of `step`: so only those places
 * of the text are looked at. By far the most answers pass without a comparison of a part of the key.
 */
export const createPrefilter = (targets: readonly string[]): Prefilter => {
  const shortest = targets.reduce(
    (length, target) => Math.min(length, target.length),
    Number.POSITIVE_INFINITY,
  );
  const step = shortest - SAMPLE + 1;
  if (targets.length === 0) return () => {};
  if (step < 2) return (text, onCandidates) => onCandidates(0, text.length);
  const samples = new Uint8Array(2 ** (BITS - 3));
  for (const target of targets) {
    for (let at = 0; at + SAMPLE <= target.length; at += 1) {
      const slot = slotOf(target, at);
      samples[slot >>> 3] = (samples[slot >>> 3] ?? 0) | (1 << (slot & 7));
    }
  }
  return (text, onCandidates) => {
    for (let at = 0; at + SAMPLE <= text.length; at += step) {
      const slot = slotOf(text, at);
      if (((samples[slot >>> 3] ?? 0) >>> (slot & 7)) & 1) onCandidates(Math.max(0, at - step + 1), at + 1);
    }
  };
};

const slotOf = (text: string, at: number): number => {
  const first = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
  const second = text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 16);
  const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> (32 - BITS);
};

/**
 * Searches for all targets in one pass: only around places that the sieve lets through are the characters compared,
 * so a text costs time linear in its length, however many targets there are.
 */
export const createFindParts = (targets: readonly string[]): FindParts => {
  const byLength = new Map<number, Set<string>>();
  for (const target of targets) {
    const same = byLength.get(target.length) ?? new Set();
    byLength.set(target.length, same.add(target));
  }
  const groups = [...byLength];
  const candidates = createPrefilter(targets);
  return (text) => {
    const found: [number, number][] = [];
    candidates(text, (from, to) => {
      for (let at = from; at < to; at += 1) {
        for (const [length, group] of groups) {
          if (group.has(text.slice(at, at + length))) add(found, at, at + length);
        }
      }
    });
    return found;
  };
};

const add = (found: [number, number][], start: number, end: number): void => {
  const last = found.at(-1);
  if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end);
  else found.push([start, end]);
};
