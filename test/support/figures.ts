import { appendFileSync } from "node:fs";

/**
 * Appends what a test counted as one line of JSON to the file in NOVU_MSG_TEST_FIGURES; does nothing if it is not set.
 * @param promise the promise that the figure belongs to, as in test/reliability/promises.ts
 */
export const recordFigure = (promise: string, figure: Readonly<Record<string, number>>): void => {
  const file = process.env.NOVU_MSG_TEST_FIGURES;
  if (file) appendFileSync(file, `${JSON.stringify({ promise, figure })}\n`);
};
