import type { TextRange } from "./encoded-variants.js";

/** Characters per sample. */
const SAMPLE_LENGTH = 4;
const HASH_BITS = 20;

/** Calls back with every range of positions at which a target may begin. */
type Prefilter = (text: string, onCandidates: (from: number, to: number) => void) => void;

/** The ranges of all targets in a text, in order; overlapping ones are merged. */
type FindParts = (text: string) => readonly TextRange[];

/**
 * Finds the positions at which a text may contain a target. Wherever a target is in the text, one of its samples starts
 * at a multiple of `step`, so only those positions are hashed and looked up in a bit set of all samples. Most responses
 * need no character comparison at all.
 */
export const createPrefilter = (targets: readonly string[]): Prefilter => {
  const shortest = targets.reduce(
    (length, target) => Math.min(length, target.length),
    Number.POSITIVE_INFINITY,
  );
  const step = shortest - SAMPLE_LENGTH + 1;
  if (targets.length === 0) return () => {};
  if (step < 2) return (text, onCandidates) => onCandidates(0, text.length);
  const samples = new Uint8Array(2 ** (HASH_BITS - 3));
  for (const target of targets) {
    for (let at = 0; at + SAMPLE_LENGTH <= target.length; at += 1) {
      const hash = sampleHash(target, at);
      samples[hash >>> 3] = (samples[hash >>> 3] ?? 0) | (1 << (hash & 7));
    }
  }
  return (text, onCandidates) => {
    for (let at = 0; at + SAMPLE_LENGTH <= text.length; at += step) {
      const hash = sampleHash(text, at);
      if (((samples[hash >>> 3] ?? 0) >>> (hash & 7)) & 1) onCandidates(Math.max(0, at - step + 1), at + 1);
    }
  };
};

const sampleHash = (text: string, at: number): number => {
  const first = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
  const second = text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 16);
  const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> (32 - HASH_BITS);
};

/**
 * Searches for all targets in one pass. Characters are compared only near positions that the prefilter reports, so the
 * time is linear in the text, however many targets there are.
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
