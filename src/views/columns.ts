import { wrapWords } from "../output/wrap-words.js";

const GAP = 2;

/** Names beside their texts; a long text goes on below itself, not below the name. */
export const columns = (rows: readonly (readonly [string, string])[], width: number): string[] => {
  const names = Math.max(0, ...rows.map(([name]) => name.length)) + GAP;
  return rows.flatMap(([name, text]) =>
    wrapWords(text, width - names).map((line, at) =>
      `${(at === 0 ? name : "").padEnd(names)}${line}`.trimEnd(),
    ),
  );
};
