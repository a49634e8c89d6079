import type { CheckedRow } from "./bulk-row.js";

/** The input, fetched batch by batch when there is room for more. */
export interface RowSource {
  /** Fetches the next batch, unless one is on its way or there is none. */
  readonly fetch: () => void;
  readonly isEnded: () => boolean;
  /** Wants no more of it. */
  readonly close: () => void;
}

export const createRowSource = (
  batches: AsyncIterable<readonly CheckedRow[]>,
  onBatch: (rows: readonly CheckedRow[]) => void,
  onError: (error: unknown) => void,
): RowSource => {
  const iterator = batches[Symbol.asyncIterator]();
  let isFetching = false;
  let isEnded = false;

  const receive = ({ done = false, value }: IteratorResult<readonly CheckedRow[]>): void => {
    isFetching = false;
    if (done) isEnded = true;
    onBatch(done || isEnded ? [] : value);
  };

  return {
    fetch: () => {
      if (isFetching || isEnded) return;
      isFetching = true;
      iterator.next().then(receive, (error: unknown) => {
        isFetching = false;
        isEnded = true;
        onError(error);
      });
    },
    isEnded: () => isEnded,
    close: () => {
      if (isEnded) return;
      isEnded = true;
      // An input that waits for its next byte, such as an open pipe, need not hear of it; and what it says is no news.
      iterator.return?.().catch(() => {});
    },
  };
};
