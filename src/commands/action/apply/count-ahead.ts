/** The same batches, the first ones already read: as many as it takes to know whether there are so many items. */
export const countAhead = async <Item>(
  batches: AsyncIterable<readonly Item[]>,
  enough: number,
): Promise<{ readonly hasEnough: boolean; readonly batches: AsyncIterable<readonly Item[]> }> => {
  const iterator = batches[Symbol.asyncIterator]();
  const read: (readonly Item[])[] = [];
  let count = 0;
  while (count < enough) {
    const next = await iterator.next();
    if (next.done) break;
    read.push(next.value);
    count += next.value.length;
  }
  async function* all(): AsyncIterable<readonly Item[]> {
    try {
      yield* read;
      for (;;) {
        const next = await iterator.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { hasEnough: count >= enough, batches: all() };
};
