type End = (reason: unknown) => void;

/** Exchanges under way, to end them all. */
export interface InFlight {
  /** @returns its place */
  readonly enter: (end: End) => number;
  readonly leave: (place: number) => void;
  readonly endAll: (reason: unknown) => void;
}

/**
 * Places that are used again. A Set that always gets new members makes new tables all the time, of which those
 * that lived long keep what they held alive: with one every young collection took ten times as long.
 */
export const createInFlight = (): InFlight => {
  const places: (End | undefined)[] = [];
  const free: number[] = [];
  return {
    enter: (end) => {
      const place = free.pop() ?? places.length;
      places[place] = end;
      return place;
    },
    leave: (place) => {
      places[place] = undefined;
      free.push(place);
    },
    endAll: (reason) => {
      for (const end of [...places]) end?.(reason);
    },
  };
};
