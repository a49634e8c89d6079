import { Failure } from "../failures/failure.js";
import type { NetworkRoute } from "./route.js";

/** Connections in a row that ended before a request could begin on them. */
const MOST_UNUSED = 3;

/** undici's connector, as far as it matters here. */
type Connector<Options, Socket> = (
  options: Options,
  callback: (...result: [null, Socket] | [Error, null]) => void,
) => void;

/** Ends a series of connections that are of no use. */
export interface UnusedConnections {
  /** The same connector, which fails once the last few connections were all lost before their use. */
  readonly limit: <Options, Socket>(connect: Connector<Options, Socket>) => Connector<Options, Socket>;
  /** A request has begun on a connection. */
  readonly used: () => void;
}

/**
 * undici connects again for a waiting request, without a pause or an end, when a connection is lost before the request
 * has begun: a proxy that says yes and then closes, or talks out of turn, would be met thousands of times a second.
 */
export const countUnused = (host: string, proxy: NetworkRoute["proxy"]): UnusedConnections => {
  let unused = 0;
  return {
    limit: (connect) => (options, callback) => {
      if (unused >= MOST_UNUSED) {
        unused = 0;
        callback(lostConnections(host, proxy), null);
        return;
      }
      connect(options, (...result) => {
        if (result[0] === null) unused += 1;
        callback(...result);
      });
    },
    used: () => {
      unused = 0;
    },
  };
};

const lostConnections = (host: string, proxy: NetworkRoute["proxy"]): Failure =>
  new Failure(
    proxy === undefined ? "E_NETWORK" : "E_PROXY",
    proxy === undefined
      ? `connections to ${host} are closed before a request can be sent`
      : `the proxy ${proxy.shown} opens connections to ${host} and breaks them before a request can be sent`,
    {
      hint: [
        ...(proxy === undefined ? [] : ["--proxy none connects without it."]),
        `${MOST_UNUSED} connections in a row were lost. Nothing was sent.`,
      ],
      sent: "no",
      details: { reason: "ECONNRESET" },
    },
  );
