import { setMaxListeners } from "node:events";

/** Makes a connection, and says how that went. */
type Connector<Target, Result extends unknown[]> = (
  target: Target,
  done: (...result: Result) => void,
) => void;

/** So many share one, and with it what else is worth keeping from one to the next, such as TLS sessions. */
const CONNECTIONS_PER_SIGNAL = 50;

/**
 * Node never takes its ear off a signal that a connection was made with: a run that connects again and again
 * for weeks would keep every one of them. So they get signals that can be forgotten in their stead. Such a one
 * repeats the run's until its connections are made; what is over then ends by other means.
 */
export const withFreshSignals = <Target, Result extends unknown[]>(
  build: (signal: AbortSignal) => Connector<Target, Result>,
  signal: AbortSignal,
): Connector<Target, Result> => {
  let current: Connector<Target, Result> | undefined;
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
  build: (signal: AbortSignal) => Connector<Target, Result>,
  signal: AbortSignal,
): Connector<Target, Result> => {
  const controller = new AbortController();
  // Each connection of its share listens; Node would warn of the eleventh on the user's screen.
  setMaxListeners(0, controller.signal);
  const abort = () => controller.abort(signal.reason);
  const connector = build(controller.signal);
  let inFlight = 0;
  return (target, done) => {
    if (signal.aborted) abort();
    if (inFlight === 0) signal.addEventListener("abort", abort, { once: true });
    inFlight += 1;
    connector(target, (...result) => {
      inFlight -= 1;
      if (inFlight === 0) signal.removeEventListener("abort", abort);
      done(...result);
    });
  };
};
