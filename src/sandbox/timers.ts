export interface Timers {
  after(milliseconds: number, work: () => void): void;
  /** The same, but keeps the process alive until then. Returns a function that cancels the timer. */
  hold(milliseconds: number, work: () => void): () => void;
  cancelAll(): void;
}

/** ms; Node runs a longer timer at once. */
export const MAX_DELAY = 2 ** 31 - 1;

/** Timers that end with the sandbox and, except `hold`, do not keep the process alive. */
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
