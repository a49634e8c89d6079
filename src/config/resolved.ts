/** A value and its source: a flag, a variable or a profile. */
export interface Candidate<Value> {
  readonly value: Value;
  readonly source: string;
}

/** The winning value, its source, and the sources that it overrides. */
export interface Resolved<Value> extends Candidate<Value> {
  readonly overridden: readonly string[];
}

/** The first candidate wins; the others are overridden. */
export const firstOf = <Value>(candidates: readonly Candidate<Value>[]): Resolved<Value> | undefined => {
  const [first, ...rest] = candidates;
  return first && { ...first, overridden: rest.map(({ source }) => source) };
};
