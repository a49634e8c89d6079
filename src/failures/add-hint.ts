import { Failure } from "./failure.js";

/** The same failure with one more line, known further out; anything else as it is. */
export const addHint = (error: unknown, place: "first" | "last", line: string): unknown => {
  if (!(error instanceof Failure)) return error;
  const { hint = [] } = error.info;
  return new Failure(error.code, error.message, {
    ...error.info,
    hint: place === "first" ? [line, ...hint] : [...hint, line],
  });
};
