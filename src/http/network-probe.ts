import { lookup } from "node:dns/promises";
import net, { isIP } from "node:net";
import tls from "node:tls";
import { Failure } from "../failures/failure.js";
import { exactSeconds } from "../model/durations.js";
import { withoutBrackets } from "../model/hostname.js";
import { type NamedFile, readCaFile } from "./ca.js";
import { networkFailure, type Timeouts } from "./network-failure.js";
import type { NetworkRoute } from "./route.js";

type CaFile = Awaited<ReturnType<typeof readCaFile>>;

/** A connection that was opened for diagnosis, without sending a request. */
export interface Connection {
  /** The remote address; through a proxy, the proxy's host and port. */
  readonly address: string;
  readonly isThroughProxy: boolean;
  /** Without the TLS handshake. */
  readonly connectMs: number;
  /** Absent for plain http. */
  readonly encryption: Encryption | undefined;
}

export interface Encryption {
  /** Such as `TLSv1.3`. */
  readonly protocol: string;
  readonly handshakeMs: number;
  /** As named in the certificate. */
  readonly issuer: string | undefined;
  /** ms since the epoch; undefined if the certificate has no readable date. */
  readonly validTo: number | undefined;
  /** Why requests would reject the certificate; undefined if they accept it. */
  readonly certificateFailure: Failure | undefined;
}

/** Checks of the network path to a server that send no request. */
interface NetworkProbe {
  /** The host's IP addresses. @throws Failure E_DNS, E_TIMEOUT, E_INTERRUPTED */
  resolve(baseUrl: string): Promise<readonly string[]>;
  /** Opens a connection and closes it without sending anything. @throws Failure as `Http` */
  connect(baseUrl: string, route: NetworkRoute): Promise<Connection>;
  /** The files of additional certificate authorities. */
  caFiles(): Promise<readonly NamedCaFile[]>;
}

export interface NamedCaFile extends CaFile {
  readonly source: NamedFile["source"];
}

interface NetworkProbeOptions {
  readonly caFile?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
  /** ms since the epoch. */
  readonly now: () => number;
}

export const createNetworkProbe = (options: NetworkProbeOptions): NetworkProbe => ({
  resolve: (baseUrl) => resolveHost(baseUrl, options),
  connect: (baseUrl, route) => connect(baseUrl, route, options),
  caFiles: async () => [
    ...(await readNamed("NODE_EXTRA_CA_CERTS", options.env.NODE_EXTRA_CA_CERTS)),
    ...(await readNamed("--ca-file", options.caFile)),
  ],
});

/** A probe changes nothing. */
const READ = { method: "GET" } as const;

const readNamed = async (source: NamedCaFile["source"], file: string | undefined): Promise<NamedCaFile[]> =>
  file ? [{ ...(await readCaFile(file)), source }] : [];

interface ConnectOptions {
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** @throws Failure E_CONNECT, E_PROXY, E_TIMEOUT, E_NETWORK, E_INTERRUPTED */
const connect = async (
  baseUrl: string,
  route: NetworkRoute,
  options: ConnectOptions,
): Promise<Connection> => {
  const { timeouts, signal, now } = options;
  const url = new URL(baseUrl);
  const isEncrypted = url.protocol === "https:";
  const start = now();
  const target = { hostname: url.hostname, port: Number(url.port) || (isEncrypted ? 443 : 80) };
  const socket = await (route.proxy?.open(target) ?? net.connect({ ...target, host: hostOf(baseUrl) }));
  const failed = (error: unknown) => networkFailure(error, url.host, timeouts, READ);
  const withTimeout = <Value>(work: Promise<Value>) =>
    runWithTimeout(work, timeouts.connectMs, () => failed({ code: "UND_ERR_CONNECT_TIMEOUT" }), signal);
  try {
    if (route.proxy === undefined) await withTimeout(waitForEvent(socket, "connect", failed));
    const connectMs = Math.round(now() - start);
    const address = route.proxy?.label ?? socket.remoteAddress ?? hostOf(baseUrl);
    const encryption = isEncrypted ? await withTimeout(startTls(socket, baseUrl, route, options)) : undefined;
    return { address, isThroughProxy: route.proxy !== undefined, connectMs, encryption };
  } finally {
    socket.on("error", () => {}); // The socket is no longer used; later errors do not matter.
    socket.destroy();
  }
};

const waitForEvent = (
  socket: net.Socket,
  event: string,
  failed: (error: unknown) => Failure,
): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.once("error", (error) => reject(failed(error)));
    socket.once("close", () => reject(failed({ code: "ECONNRESET" })));
  });

/** Completes the handshake even with an untrusted certificate, in order to report its issuer. Nothing is sent. */
const startTls = async (
  socket: net.Socket,
  baseUrl: string,
  { secureContext }: NetworkRoute,
  { timeouts, now }: ConnectOptions,
): Promise<Encryption> => {
  const host = hostOf(baseUrl);
  const start = now();
  const secured = tls.connect({
    socket,
    host,
    rejectUnauthorized: false,
    ...(secureContext === undefined ? {} : { secureContext }),
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
  });
  secured.on("error", () => {}); // waitForEvent reports the first error.
  await waitForEvent(secured, "secureConnect", (error) =>
    networkFailure(error, new URL(baseUrl).host, timeouts, READ),
  );
  const { issuer, valid_to } = secured.getPeerCertificate();
  const validTo = Date.parse(valid_to ?? "");
  return {
    protocol: secured.getProtocol() ?? "unknown",
    handshakeMs: Math.round(now() - start),
    issuer: [issuer?.O ?? issuer?.CN].flat()[0],
    validTo: Number.isNaN(validTo) ? undefined : validTo,
    certificateFailure: secured.authorized ? undefined : certificateFailureOf(secured, baseUrl, timeouts),
  };
};

/** `authorizationError` is a string at run time, although its type is Error. */
const certificateFailureOf = (secured: tls.TLSSocket, baseUrl: string, timeouts: Timeouts): Failure => {
  const { authorizationError } = secured;
  const code = authorizationError instanceof Error ? authorizationError.message : String(authorizationError);
  return networkFailure({ code }, new URL(baseUrl).host, timeouts, READ);
};

/** Rejects with `timeoutFailure()` after `ms`, and with E_INTERRUPTED when the signal aborts. */
export const runWithTimeout = async <Value>(
  work: Promise<Value>,
  ms: number,
  timeoutFailure: () => Failure,
  signal: AbortSignal,
): Promise<Value> => {
  const stopped = () => new Failure("E_INTERRUPTED", "stopped", { sent: "no" });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(timeoutFailure()), ms);
    const onAbort = () => reject(stopped());
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    });
  });
};

const hostOf = (baseUrl: string): string => withoutBrackets(new URL(baseUrl).hostname);

/**
 * The IP addresses of a base URL's host. A host that is already an IP address is returned as is.
 * @throws Failure E_DNS, E_TIMEOUT, E_INTERRUPTED
 */
const resolveHost = async (
  baseUrl: string,
  { timeouts, signal }: { readonly timeouts: Timeouts; readonly signal: AbortSignal },
): Promise<readonly string[]> => {
  const host = hostOf(baseUrl);
  if (isIP(host) !== 0) return [host];
  const lookedUp = lookup(host, { all: true }).then(
    (found) => found.map(({ address }) => address),
    (error: unknown) => {
      throw networkFailure(error, host, timeouts, READ);
    },
  );
  const late = () =>
    new Failure("E_TIMEOUT", `no DNS response for ${host} within ${exactSeconds(timeouts.connectMs)}`, {
      sent: "no",
    });
  return runWithTimeout(lookedUp, timeouts.connectMs, late, signal);
};
