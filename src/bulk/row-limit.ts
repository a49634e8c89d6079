import { Failure } from "../failures/failure.js";

/** In UTF-16 units. Ten times what Novu takes in a request; what is longer is a quote or a bracket left open. */
export const LONGEST_ROW = 1_048_576;

export const tooLong = (line: number): Failure =>
  new Failure("E_ROWS", `the row that begins in line ${line} does not end within a million characters`, {
    hint: ["Look for a quote or a bracket that is not closed, or for a file without line ends."],
  });
