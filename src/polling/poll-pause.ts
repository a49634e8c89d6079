/** How often to look: at first every so many ms, later ever less often, down to once in so many ms. */
export interface PollInterval {
  readonly intervalMs: number;
  readonly maxIntervalMs: number;
}

const GROWTH = 1.5;
const SPREAD = 0.2;

/**
 * The pause before the next look, ms: grows from look to look, and differs by a fifth either way so that many
 * who wait for the same thing do not come all at once.
 * @param looks how many looks there have been, from 1
 * @param random from 0 up to but not 1
 */
export const pollPause = (
  { intervalMs, maxIntervalMs }: PollInterval,
  looks: number,
  random: number,
): number => Math.min(maxIntervalMs, intervalMs * GROWTH ** (looks - 1)) * (1 - SPREAD + 2 * SPREAD * random);
