/** How fast something grows, over the last ten seconds: what happened an hour ago says little of what is left. */
const WINDOW_MS = 10_000;
/** Less time than this makes a number that jumps. */
const LEAST_MS = 1_000;

/** Takes a count and the time, ms; gives how many a second, or undefined while it is too early to tell. */
export type RateMeter = (count: number, atMs: number) => number | undefined;

export const createRateMeter = (): RateMeter => {
  const samples: { readonly count: number; readonly atMs: number }[] = [];
  return (count, atMs) => {
    samples.push({ count, atMs });
    // The oldest that is kept is at least as old as the window, so that it is looked at whole.
    while (atMs - (samples[1]?.atMs ?? atMs) >= WINDOW_MS) samples.shift();
    const [first = { count, atMs }] = samples;
    const elapsedMs = atMs - first.atMs;
    return elapsedMs < LEAST_MS ? undefined : ((count - first.count) * 1_000) / elapsedMs;
  };
};
