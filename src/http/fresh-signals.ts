import { setMaxListeners } from "node:events";

/** undici's connector: opens a connection and calls back with it or with an error. */
type Connector<Target, Result extends unknown[]> = (
  target: Target,
  done: (...result: Result) => void,
) => void;

/** Connections that share a signal also share the connector, and with it cached TLS sessions. */
const CONNECTIONS_PER_SIGNAL = 50;

/**
 * Node never removes its abort listener from the signal that a connection was opened with, so a run that reconnects for
 * weeks would leak every connection. Each group of connections therefore gets its own short-lived signal, which follows
 * the run's signal only while connections are being opened.
 */
export const withFreshSignals = <Target, Result extends unknown[]>(
  build: (signal: AbortSignal) => Connector<Target, Result>,
  signal: AbortSignal,
): Connector<Target, Result> => {
  let current: Connector<Target, Result> | undefined;
  let opened = 0;
  return (target, done) => {
    if (current === undefined || opened >= CONNECTIONS_PER_SIGNAL) {
      current = withOwnSignal(build, signal);
      opened = 0;
    }
    opened += 1;
    current(target, done);
  };
};

const withOwnSignal = <Target, Result extends unknown[]>(
  build: (signal: AbortSignal) => Connector<Target, Result>,
  signal: AbortSignal,
): Connector<Target, Result> => {
  const controller = new AbortController();
  // Each connection adds a listener; from the eleventh on Node would print a warning.
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
