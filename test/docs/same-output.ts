/** What differs from run to run, as patterns of the text that stands there in the docs. */
const VOLATILE: readonly (readonly [shape: RegExp, replacement: string])[] = [
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z\b/g, "TIME"],
  [/\b\d\d:\d\d:\d\d\b/g, "CLOCK"],
  [/\b(?:just now|\d+ seconds? ago)\b/g, "SHORTLY AGO"],
  [/\bafter \d+:\d\d\b/g, "after SPAN"],
  [/\b[0-9a-f]{24}\b/g, "ID"],
  [/\btxn_[0-9a-z]{20}\b/g, "TXN"],
  [/\b127\.0\.0\.1:\d+\b/g, "127.0.0.1:PORT"],
  [/\b\d+(?:\.\d+)? ?(m?s)\b/g, "N $1"],
  [/"(ms|waitedMs|milliseconds)": ?\d+/g, '"$1": N'],
];

const shapeOf = (line: string): string =>
  VOLATILE.reduce((text, [shape, replacement]) => text.replace(shape, replacement), line).trimEnd();

/** A line of three dots stands for any number of lines. */
const GAP = /^\s*…$/;

/**
 * What was printed, with every line that differs from the docs in a time, an id, a port or a duration only as it
 * stands there; so equal to the docs where nothing else differs.
 */
export const likeTheDocs = (printed: string, told: string): string => {
  const lines = printed
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
  const like: string[] = [];
  let at = 0;
  const wanted = told.split("\n");
  wanted.forEach((line, index) => {
    if (GAP.test(line)) {
      const after = wanted[index + 1];
      const next =
        after === undefined
          ? lines.length
          : lines.findIndex((one, place) => place >= at && shapeOf(one) === shapeOf(after));
      if (next >= 0) {
        like.push(line);
        at = next;
      }
      return;
    }
    const one = lines[at];
    if (one === undefined) return;
    like.push(shapeOf(one) === shapeOf(line) ? line : one);
    at += 1;
  });
  return [...like, ...lines.slice(at)].join("\n");
};
