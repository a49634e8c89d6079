import { lookup } from "node:dns/promises";
import net, { isIP } from "node:net";
import tls from "node:tls";
import { Failure } from "../failures/failure.js";
import { networkFailure, type Timeouts } from "./network-failure.js";
import type { NetworkRoute } from "./route.js";

/** A connection as it was made, before anything was sent over it. */
export interface Connection {
  /** Where it led; through a proxy, the proxy's host and port. */
  readonly address: string;
  readonly isThroughProxy: boolean;
  /** To set up the connection, without encryption, ms. */
  readonly connectMs: number;
  /** Absent for plain http. */
  readonly encryption: Encryption | undefined;
}

export interface Encryption {
  /** Such as `TLSv1.3`. */
  readonly protocol: string;
  readonly handshakeMs: number;
  /** Who vouches for the server, in the certificate's own words. */
  readonly issuer: string | undefined;
  /** ms since the epoch; absent where the certificate does not say. */
  readonly validTo: number | undefined;
  /** Why requests would refuse the certificate. */
  readonly distrust: Failure | undefined;
}

interface ConnectOptions {
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** @throws Failure E_CONNECT, E_PROXY, E_TIMEOUT, E_NETWORK, E_INTERRUPTED */
export const connect = async (
  baseUrl: string,
  route: NetworkRoute,
  options: ConnectOptions,
): Promise<Connection> => {
  const { timeouts, signal, now } = options;
  const url = new URL(baseUrl);
  const isEncrypted = url.protocol === "https:";
  const start = now();
  const target = { hostname: url.hostname, port: Number(url.port) || (isEncrypted ? 443 : 80) };
  const socket = await (route.proxy?.open(target) ?? net.connect({ ...target, host: bareHost(baseUrl) }));
  const failed = (error: unknown) => networkFailure(error, url.host, timeouts);
  const limited = <Value>(work: Promise<Value>) =>
    withinTime(work, timeouts.connectMs, () => failed({ code: "UND_ERR_CONNECT_TIMEOUT" }), signal);
  try {
    if (route.proxy === undefined) await limited(eventOf(socket, "connect", failed));
    const connectMs = Math.round(now() - start);
    const address = route.proxy?.shown ?? socket.remoteAddress ?? bareHost(baseUrl);
    const encryption = isEncrypted ? await limited(encrypt(socket, baseUrl, route, options)) : undefined;
    return { address, isThroughProxy: route.proxy !== undefined, connectMs, encryption };
  } finally {
    socket.on("error", () => {}); // It is given up; what it says after that is no news.
    socket.destroy();
  }
};

const eventOf = (socket: net.Socket, event: string, failed: (error: unknown) => Failure): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.once("error", (error) => reject(failed(error)));
    socket.once("close", () => reject(failed({ code: "ECONNRESET" })));
  });

/** An untrusted certificate does not end the handshake here: nothing is sent, and who made it is the news. */
const encrypt = async (
  socket: net.Socket,
  baseUrl: string,
  { trust }: NetworkRoute,
  { timeouts, now }: ConnectOptions,
): Promise<Encryption> => {
  const host = bareHost(baseUrl);
  const start = now();
  const secured = tls.connect({
    socket,
    host,
    rejectUnauthorized: false,
    ...(trust === undefined ? {} : { secureContext: trust }),
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
  });
  secured.on("error", () => {}); // The first error decides; eventOf has it.
  await eventOf(secured, "secureConnect", (error) => networkFailure(error, new URL(baseUrl).host, timeouts));
  const { issuer, valid_to } = secured.getPeerCertificate();
  const validTo = Date.parse(valid_to ?? "");
  return {
    protocol: secured.getProtocol() ?? "unknown",
    handshakeMs: Math.round(now() - start),
    issuer: [issuer?.O ?? issuer?.CN].flat()[0],
    validTo: Number.isNaN(validTo) ? undefined : validTo,
    distrust: secured.authorized ? undefined : distrustOf(secured, baseUrl, timeouts),
  };
};

/** Node gives the code of what is wrong as a text, whatever its types say. */
const distrustOf = (secured: tls.TLSSocket, baseUrl: string, timeouts: Timeouts): Failure => {
  const { authorizationError } = secured;
  const code = authorizationError instanceof Error ? authorizationError.message : String(authorizationError);
  return networkFailure({ code }, new URL(baseUrl).host, timeouts);
};

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

/** Without the brackets that an IPv6 address has in a URL. */
const bareHost = (baseUrl: string): string => new URL(baseUrl).hostname.replace(/^\[(.*)\]$/, "$1");

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
