/** Characters of a sample. */
const SAMPLE = 4;
const BITS = 20;

/**
 * Whether a text may hold one of the targets; where it says no there is none. Of every target as long as `step`
 * and a sample are together, whatever its place, one sample starts at a multiple of `step`: so only those places
 * of the text are looked at. It lets by far the most answers pass without a search for each part of the key.
 */
export const createSieve = (targets: readonly string[]): ((text: string) => boolean) => {
  const shortest = targets.reduce(
    (length, target) => Math.min(length, target.length),
    Number.POSITIVE_INFINITY,
  );
  const step = shortest - SAMPLE + 1;
  if (!(step >= 2 && step < Number.POSITIVE_INFINITY)) return () => true;
  const samples = new Uint8Array(2 ** (BITS - 3));
  for (const target of targets) {
    for (let at = 0; at + SAMPLE <= target.length; at += 1) {
      const slot = slotOf(target, at);
      samples[slot >>> 3] = (samples[slot >>> 3] ?? 0) | (1 << (slot & 7));
    }
  }
  return (text) => {
    for (let at = 0; at + SAMPLE <= text.length; at += step) {
      const slot = slotOf(text, at);
      if (((samples[slot >>> 3] ?? 0) >>> (slot & 7)) & 1) return true;
    }
    return false;
  };
};

const slotOf = (text: string, at: number): number => {
  const first = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
  const second = text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 16);
  const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> (32 - BITS);
};
