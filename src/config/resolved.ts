/** One value that was offered, and by what: a flag, a variable, a profile. */
export interface Candidate<Value> {
  readonly value: Value;
  readonly source: string;
}

/** The value that counts, where it came from, and what else was set but did not count. */
export interface Resolved<Value> extends Candidate<Value> {
  readonly overridden: readonly string[];
}

/** The first candidate counts; the others are shadowed. */
export const firstOf = <Value>(candidates: readonly Candidate<Value>[]): Resolved<Value> | undefined => {
  const [first, ...rest] = candidates;
  return first && { ...first, overridden: rest.map(({ source }) => source) };
};
