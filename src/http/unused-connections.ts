import { Failure } from "../failures/failure.js";
import type { NetworkRoute } from "./route.js";

/** Consecutive connections that closed before a request began. */
const MAX_UNUSED = 3;

/** undici's connector, reduced to what is needed here. */
type Connector<Options, Socket> = (
  options: Options,
  callback: (...result: [null, Socket] | [Error, null]) => void,
) => void;

interface UnusedConnections {
  /** Wraps a connector so that it fails after too many consecutive unused connections. */
  readonly limit: <Options, Socket>(connect: Connector<Options, Socket>) => Connector<Options, Socket>;
  /** Call when a request begins on a connection. */
  readonly markUsed: () => void;
}

/**
 * If a connection closes before its request begins, undici reconnects at once and without limit. Without this guard, a
 * proxy that accepts and then closes connections would be contacted thousands of times a second.
 */
export const limitUnusedConnections = (host: string, proxy: NetworkRoute["proxy"]): UnusedConnections => {
  let unused = 0;
  return {
    limit: (connect) => (options, callback) => {
      if (unused >= MAX_UNUSED) {
        unused = 0;
        callback(lostConnections(host, proxy), null);
        return;
      }
      connect(options, (...result) => {
        if (result[0] === null) unused += 1;
        callback(...result);
      });
    },
    markUsed: () => {
      unused = 0;
    },
  };
};

const lostConnections = (host: string, proxy: NetworkRoute["proxy"]): Failure =>
  new Failure(
    proxy === undefined ? "E_NETWORK" : "E_PROXY",
    proxy === undefined
      ? `${host} closes connections before a request can be sent`
      : `the proxy ${proxy.label} closes connections to ${host} before a request can be sent`,
    {
      hint: [
        ...(proxy === undefined ? [] : ["--proxy none connects directly."]),
        `${MAX_UNUSED} connections in a row were lost. Nothing was sent.`,
      ],
      sent: "no",
      details: { reason: "ECONNRESET" },
    },
  );
