/** For `catch`: an operation may reject when its signal aborts; the caller checks the signal itself. @throws any other error */
export const ignoreAbort =
  (signal: AbortSignal) =>
  (error: unknown): void => {
    if (!signal.aborted) throw error;
  };
