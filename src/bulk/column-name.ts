/** What is left of a column's name when the ways to write it do not count: `Subscriber ID`, `subscriber_id`. */
const looseName = (name: string): string => name.replace(/[\s_-]/g, "").toLowerCase();

/** The names that are this one: those written just so, else those that differ in case, space, `_` and `-` alone. */
export const namesLike = (name: string, names: readonly string[]): readonly string[] => {
  if (names.includes(name)) return names.filter((candidate) => candidate === name);
  const loose = looseName(name);
  return names.filter((candidate) => looseName(candidate) === loose);
};
