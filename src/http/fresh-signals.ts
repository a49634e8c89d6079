import { setMaxListeners } from "node:events";

/** Makes a connection, and says how that went. */
type Dial<Target, Result extends unknown[]> = (target: Target, done: (...result: Result) => void) => void;

/** So many share one, and with it what else is worth keeping from one to the next, such as TLS sessions. */
const CONNECTIONS_PER_SIGNAL = 50;

/**
 * Node never takes its ear off a signal that a connection was made with: a run that connects again and again
 * for weeks would keep every one of them. So they get signals that can be forgotten in their stead. Such a one
 * repeats the run's until its connections are made; what is over then ends by other means.
 */
export const withFreshSignals = <Target, Result extends unknown[]>(
  build: (signal: AbortSignal) => Dial<Target, Result>,
  signal: AbortSignal,
): Dial<Target, Result> => {
  let current: Dial<Target, Result> | undefined;
  let made = 0;
  return (target, done) => {
    if (current === undefined || made >= CONNECTIONS_PER_SIGNAL) {
      current = repeating(build, signal);
      made = 0;
    }
    made += 1;
    current(target, done);
  };
};

const repeating = <Target, Result extends unknown[]>(
  build: (signal: AbortSignal) => Dial<Target, Result>,
  signal: AbortSignal,
): Dial<Target, Result> => {
  const controller = new AbortController();
  // Each connection of its share listens; Node would warn of the eleventh on the user's screen.
  setMaxListeners(0, controller.signal);
  const abort = () => controller.abort(signal.reason);
  const dial = build(controller.signal);
  let underWay = 0;
  return (target, done) => {
    if (signal.aborted) abort();
    if (underWay === 0) signal.addEventListener("abort", abort, { once: true });
    underWay += 1;
    dial(target, (...result) => {
      underWay -= 1;
      if (underWay === 0) signal.removeEventListener("abort", abort);
      done(...result);
    });
  };
};
