import { Failure } from "../failures/failure.js";

/** The work's result, unless time runs out or the run is ended first; `late` says what happened then. */
export const withinTime = async <Value>(
  work: Promise<Value>,
  ms: number,
  late: () => Failure,
  signal: AbortSignal,
): Promise<Value> => {
  const stopped = () => new Failure("E_INTERRUPTED", "stopped", { sent: "no" });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    const onAbort = () => reject(stopped());
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    });
  });
};
