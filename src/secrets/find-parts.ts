import type { Range } from "./encoded-variants.js";
import { createPrefilter } from "./prefilter.js";

/** Where any of the targets stand in a text: in order, those that overlap as one. */
export type FindParts = (text: string) => readonly Range[];

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
