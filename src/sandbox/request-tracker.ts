/** When a request was in flight, in ticks of a counter. */
export interface RequestSpan {
  readonly begin: number;
  end: number;
}

interface RequestTracker {
  open(): RequestSpan;
  close(requestSpan: RequestSpan): void;
}

export const createRequestTracker = (): RequestTracker => {
  let tick = 0;
  return {
    open: () => {
      tick += 1;
      return { begin: tick, end: Number.POSITIVE_INFINITY };
    },
    close: (requestSpan) => {
      tick += 1;
      requestSpan.end = tick;
    },
  };
};

export const overlap = (a: RequestSpan, b: RequestSpan): boolean => a.begin < b.end && b.begin < a.end;
