import fc from "fast-check";
import { recordFigure } from "./figures.js";

const RUNS = 1_000;

/**
 * Checks a property on 1,000 inputs, and records their number.
 * @param promise as for `recordFigure`
 */
export const always = (promise: string, law: fc.IProperty<unknown>): void => {
  fc.assert(law, { numRuns: RUNS });
  recordFigure(promise, { inputs: RUNS });
};

export const alwaysAsync = async (promise: string, law: fc.IAsyncProperty<unknown>): Promise<void> => {
  await fc.assert(law, { numRuns: RUNS });
  recordFigure(promise, { inputs: RUNS });
};
