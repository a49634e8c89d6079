import { Failure } from "../../../failures/failure.js";

/** The same batches, and whether the last one has been read. */
export interface InputWatch<Item> {
  readonly batches: AsyncIterable<readonly Item[]>;
  readonly isWhole: () => boolean;
}

/** An input that is cut off because the run ends is no trouble of the input's. */
export const watchInput = <Item>(
  batches: AsyncIterable<readonly Item[]>,
  signal: AbortSignal,
): InputWatch<Item> => {
  let isWhole = false;
  async function* watched(): AsyncIterable<readonly Item[]> {
    try {
      yield* batches;
      isWhole = true;
    } catch (error) {
      if (!(signal.aborted && error instanceof Failure && error.code === "E_INTERRUPTED")) throw error;
    }
  }
  return { batches: watched(), isWhole: () => isWhole };
};
