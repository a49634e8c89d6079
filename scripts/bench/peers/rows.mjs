import { readFileSync } from "node:fs";

/** The subscriber and message of each row of a file that `make-rows.mjs` wrote. */
export const rowsOf = (file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .slice(1, -1)
    .map((line) => line.split(",", 2));
