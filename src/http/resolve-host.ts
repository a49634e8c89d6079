import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { Failure } from "../failures/failure.js";
import { networkFailure, type Timeouts } from "./network-failure.js";
import { withinTime } from "./within-time.js";

/** Without the brackets that an IPv6 address has in a URL. */
export const bareHost = (baseUrl: string): string => new URL(baseUrl).hostname.replace(/^\[(.*)\]$/, "$1");

/**
 * The addresses of a base address's host; one that is an address already needs no name service.
 * @throws Failure E_DNS, E_TIMEOUT, E_INTERRUPTED
 */
export const resolveHost = async (
  baseUrl: string,
  { timeouts, signal }: { readonly timeouts: Timeouts; readonly signal: AbortSignal },
): Promise<readonly string[]> => {
  const host = bareHost(baseUrl);
  if (isIP(host) !== 0) return [host];
  const finding = lookup(host, { all: true }).then(
    (found) => found.map(({ address }) => address),
    (error: unknown) => {
      throw networkFailure(error, host, timeouts);
    },
  );
  const late = () =>
    new Failure(
      "E_TIMEOUT",
      `the name service has no answer for ${host} within ${timeouts.connectMs / 1000} s`,
      {
        sent: "no",
      },
    );
  return withinTime(finding, timeouts.connectMs, late, signal);
};
