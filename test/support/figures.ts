import { appendFileSync } from "node:fs";

/**
 * Keeps what a test counted, as one line of JSON in the file that NOVU_MSG_TEST_FIGURES names; nothing where it names
 * none.
 * @param promise what the figure stands for, in words
 */
export const recordFigure = (promise: string, figure: Readonly<Record<string, number>>): void => {
  const file = process.env.NOVU_MSG_TEST_FIGURES;
  if (file) appendFileSync(file, `${JSON.stringify({ promise, figure })}\n`);
};
