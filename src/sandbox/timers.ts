export interface Timers {
  after(milliseconds: number, work: () => void): void;
  /** The same, but the process lives until then: for when nothing else keeps it. Gives what calls it off. */
  hold(milliseconds: number, work: () => void): () => void;
  cancelAll(): void;
}

/** Timers that end with the sandbox, and do not keep the process alive unless they say so. */
export const createTimers = (): Timers => {
  const pending = new Set<NodeJS.Timeout>();
  const start = (milliseconds: number, work: () => void): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      pending.delete(timer);
      work();
    }, milliseconds);
    pending.add(timer);
    return timer;
  };
  return {
    after: (milliseconds, work) => {
      start(milliseconds, work).unref();
    },
    hold: (milliseconds, work) => {
      const timer = start(milliseconds, work);
      return () => {
        clearTimeout(timer);
        pending.delete(timer);
      };
    },
    cancelAll: () => {
      for (const timer of pending) {
        clearTimeout(timer);
      }
      pending.clear();
    },
  };
};
