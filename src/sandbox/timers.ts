export interface Timers {
  after(milliseconds: number, work: () => void): void;
  cancelAll(): void;
}

/** Timers that do not keep the process alive and end with the sandbox. */
export const createTimers = (): Timers => {
  const pending = new Set<NodeJS.Timeout>();
  return {
    after: (milliseconds, work) => {
      const timer = setTimeout(() => {
        pending.delete(timer);
        work();
      }, milliseconds);
      timer.unref();
      pending.add(timer);
    },
    cancelAll: () => {
      for (const timer of pending) {
        clearTimeout(timer);
      }
      pending.clear();
    },
  };
};
