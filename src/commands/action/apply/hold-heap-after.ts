/** By so many rows the heap is as large as any run needs it. */
const SETTLED_ROWS = 5_000;

/** The same batches; once they are a long input, the heap is held as it is. */
export async function* holdHeapAfter<Batch extends readonly unknown[]>(
  batches: AsyncIterable<Batch>,
  holdHeap: () => void,
): AsyncGenerator<Batch, undefined, undefined> {
  let rows = 0;
  for await (const batch of batches) {
    const before = rows;
    rows += batch.length;
    if (before < SETTLED_ROWS && rows >= SETTLED_ROWS) holdHeap();
    yield batch;
  }
}
