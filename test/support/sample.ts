import { seededRandom } from "./seeded-random.js";

/** `npm run test:all` runs every case of the long lists; otherwise they run as samples. */
const runsAll = process.env.NOVU_MSG_TEST_ALL === "1";

/** Selects the sample: another one each day, or the one that a run named. */
const SEED = Number(
  process.env.NOVU_MSG_TEST_SEED ?? new Date().toISOString().slice(0, 10).replaceAll("-", ""),
);

/** Tells lists with the same seed apart. */
const hashOf = (text: string): number =>
  [...text].reduce((hash, character) => (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0, 7);

/**
 * One in `of` cases, at least one, in their order; all of them in a full run. Cases that fail here fail in a full run too.
 * @param name tells this list apart from others, so that they are not all cut in the same way
 */
export const sampleOf = <Case>(name: string, cases: readonly Case[], of: number): readonly Case[] => {
  if (runsAll) return cases;
  const random = seededRandom(SEED ^ hashOf(name));
  const picked = new Set(
    cases
      .map((_, index) => ({ index, rank: random() }))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, Math.ceil(cases.length / of))
      .map(({ index }) => index),
  );
  return cases.filter((_, index) => picked.has(index));
};
