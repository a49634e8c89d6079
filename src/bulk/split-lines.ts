import { LONGEST_ROW, tooLong } from "./row-limit.js";
import { type RawRow, type Splitter, withoutReturn } from "./split-text.js";

/** One row a line; blank lines are none. */
export const splitLines = (): Splitter<RawRow> => {
  let rest = "";
  let line = 1;
  return (part, isEnd) => {
    rest += part;
    const rows: RawRow[] = [];
    let start = 0;
    const take = (end: number): void => {
      const raw = withoutReturn(rest.slice(start, end));
      if (raw.trim() !== "") rows.push({ raw, line });
      start = end + 1;
      line += 1;
    };
    for (let end = rest.indexOf("\n"); end !== -1; end = rest.indexOf("\n", start)) take(end);
    if (isEnd && start < rest.length) take(rest.length);
    rest = rest.slice(start);
    return rest.length > LONGEST_ROW ? { rows, failure: tooLong(line) } : { rows };
  };
};
