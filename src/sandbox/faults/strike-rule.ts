import { createHash } from "node:crypto";

/** When a fault strikes, of the requests it matches. */
export interface StrikeRule {
  /** Infinity for ever. */
  readonly times: number;
  readonly skip: number;
  /** From 0 to 1. */
  readonly probability: number;
  readonly seed: number;
}

export interface StrikeCount {
  /** Matching requests that came before this one. */
  readonly met: number;
  readonly struck: number;
}

const DRAW_BYTES = 6;

/** The n-th number of a seed's own row, from 0 up to but not 1. */
const draw = (seed: number, n: number): number =>
  createHash("sha256").update(`${seed} ${n}`).digest().readUIntBE(0, DRAW_BYTES) / 256 ** DRAW_BYTES;

/** Whether the next matching request is struck; the same seed and place give the same answer. */
export const strikesNext = (rule: StrikeRule, { met, struck }: StrikeCount): boolean =>
  struck < rule.times && met >= rule.skip && draw(rule.seed, met) < rule.probability;
