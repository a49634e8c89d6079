import type { Context } from "../context/context.js";

/** The same items; while one is awaited, the terminal shows that work is in progress. */
export async function* eachDuring<Item>(
  output: Pick<Context["output"], "during">,
  label: string,
  items: AsyncIterable<Item>,
): AsyncIterable<Item> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await output.during(label, iterator.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}
