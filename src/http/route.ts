import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import tls from "node:tls";
import { Failure } from "../failures/failure.js";
import { exactSeconds } from "../model/durations.js";
import type { Env } from "../model/env.js";
import { withoutBrackets } from "../model/hostname.js";
import type { Secret } from "../secrets/secret.js";
import { type NamedFile, trustedPems } from "./ca.js";
import { errorCodeOf, isCertificateCode, type Timeouts } from "./network-failure.js";

/** How to reach a server; empty for a direct connection with Node's default trust. */
export interface NetworkRoute {
  /** Holds the trusted certificate authorities. Default: Node's own list. */
  readonly secureContext?: SecureContext;
  readonly proxy?: {
    /** Host and port, without credentials. */
    readonly label: string;
    /** Opens a tunnel to the target. @throws Failure E_PROXY, E_INTERRUPTED */
    readonly open: (target: HostPort) => Promise<Socket>;
  };
}

/** As in a URL: an IPv6 address has brackets. */
interface HostPort {
  readonly hostname: string;
  readonly port: number;
}

interface RouteOptions {
  readonly proxy: { readonly source: string; readonly label: string; readonly url: Secret } | undefined;
  /** Files of authorities that Node has not read itself. */
  readonly caFiles: readonly NamedFile[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
}

/** @throws Failure E_FILE if the CA file cannot be used */
export const planRoute = async ({
  proxy,
  caFiles,
  env,
  timeouts,
  signal,
}: RouteOptions): Promise<NetworkRoute> => {
  const secureContext = caFiles.length === 0 ? undefined : await createSecureContext(caFiles, env);
  return {
    ...(secureContext === undefined ? {} : { secureContext }),
    ...(proxy === undefined
      ? {}
      : {
          proxy: {
            label: proxy.label,
            open: (target) => openTunnel(target, { proxy, timeouts, signal, secureContext }),
          },
        }),
  };
};

/** A TLS context that trusts the authorities of the files in addition to Node's own. @throws Failure E_FILE */
const createSecureContext = async (files: readonly NamedFile[], env: Env): Promise<tls.SecureContext> =>
  tls.createSecureContext({ ca: [...(await trustedPems(files, env))] });

interface TunnelOptions {
  readonly proxy: { readonly source: string; readonly label: string; readonly url: Secret };
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
  /** For an https proxy. */
  readonly secureContext?: SecureContext | undefined;
}

/** What error messages say about the proxy. */
interface ProxyInfo {
  readonly source: string;
  /** Host and port, without credentials. */
  readonly label: string;
  /** Host and port of the server. */
  readonly target: string;
  readonly hasCredentials: boolean;
}

interface ProxyError {
  readonly message: string;
  readonly hint?: string;
}

type DescribeError = (proxy: ProxyInfo, timeouts: Timeouts) => ProxyError;

/**
 * Opens a tunnel to a server through an HTTP proxy (CONNECT). The proxy itself gets the server's name and the proxy
 * credentials. It cannot read what an encrypted connection sends through the tunnel later.
 * @throws Failure E_PROXY, E_INTERRUPTED
 */
const openTunnel = (target: HostPort, options: TunnelOptions): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { timeouts, signal } = options;
    const name = `${target.hostname}:${target.port}`;
    const url = new URL(options.proxy.url.reveal());
    const credentials = credentialsOf(url);
    const proxyInfo: ProxyInfo = {
      ...options.proxy,
      target: name,
      hasCredentials: credentials !== undefined,
    };
    const request = connectRequest(url, name, credentials, options);
    const timer = setTimeout(
      () => request.destroy(Object.assign(new Error("late"), { code: "ETIMEDOUT" })),
      Math.min(timeouts.connectMs, timeouts.requestMs),
    );
    request.once("connect", ({ statusCode = 0 }, socket: Socket, head) => {
      clearTimeout(timer);
      if (statusCode >= 200 && statusCode < 300 && head.length === 0) {
        resolve(socket);
        return;
      }
      socket.on("error", () => {}); // The socket is no longer used; later errors do not matter.
      socket.destroy();
      // In HTTP and TLS the client speaks first, so data at this point comes from the proxy.
      reject(head.length > 0 ? unexpectedData(proxyInfo) : proxyRefusal(statusCode, proxyInfo));
    });
    request.once("error", (error) => {
      clearTimeout(timer);
      reject(
        signal.aborted
          ? new Failure("E_INTERRUPTED", "stopped", { sent: "no" })
          : proxyFailure(error, proxyInfo, timeouts),
      );
    });
    request.end();
  });

const connectRequest = (
  url: URL,
  target: string,
  credentials: string | undefined,
  { signal, secureContext }: TunnelOptions,
): http.ClientRequest => {
  const isEncrypted = url.protocol === "https:";
  return (isEncrypted ? https : http).request({
    method: "CONNECT",
    host: withoutBrackets(url.hostname),
    port: Number(url.port) || (isEncrypted ? 443 : 80),
    path: target,
    headers: {
      host: target,
      "proxy-connection": "keep-alive",
      ...(credentials === undefined ? {} : { "proxy-authorization": credentials }),
    },
    agent: false,
    signal,
    ...(isEncrypted && secureContext !== undefined ? { secureContext } : {}),
  });
};

const credentialsOf = ({ username, password }: URL): string | undefined => {
  if (username === "" && password === "") return undefined;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
};

const NO_NAME: DescribeError = ({ label }) => ({
  message: `the host name of the proxy ${label} can't be resolved`,
});

const NOT_THERE: DescribeError = ({ label }) => ({ message: `the proxy ${label} is unreachable` });

const NOT_TLS: DescribeError = ({ label }) => ({
  message: `the proxy ${label} doesn't speak TLS`,
  hint: "Most proxies use plain http: try http:// instead of https:// in its URL.",
});

const NOT_HTTP: DescribeError = ({ label }) => ({
  message: `the server at ${label} isn't a proxy`,
});

const DISTRUSTED: DescribeError = ({ label }) => ({
  message: `the certificate of the proxy ${label} isn't trusted`,
  hint: "For a private certificate authority, name its file with --ca-file.",
});

const BROKE: DescribeError = ({ label, target }) => ({
  message: `the proxy ${label} closed the connection before it connected to ${target}`,
});

const ERRORS_BY_CODE = new Map<string, DescribeError>([
  ["ECONNREFUSED", ({ label }) => ({ message: `connection refused by the proxy ${label}` })],
  ["ENOTFOUND", NO_NAME],
  ["EAI_AGAIN", NO_NAME],
  ["EHOSTUNREACH", NOT_THERE],
  ["ENETUNREACH", NOT_THERE],
  ["EADDRNOTAVAIL", NOT_THERE],
  [
    "ETIMEDOUT",
    ({ label, target }, { connectMs, requestMs }) => ({
      message: `the proxy ${label} didn't connect to ${target} within ${exactSeconds(Math.min(connectMs, requestMs))}`,
      hint: `Allow more time with --${requestMs < connectMs ? "request" : "connect"}-timeout.`,
    }),
  ],
  ["EPROTO", NOT_TLS],
  ["ERR_SSL_WRONG_VERSION_NUMBER", NOT_TLS],
  ["ERR_SSL_PACKET_LENGTH_TOO_LONG", NOT_TLS],
]);

const describeErrorFor = (code: string): DescribeError => {
  const known = ERRORS_BY_CODE.get(code);
  if (known !== undefined) return known;
  if (code.startsWith("HPE_")) return NOT_HTTP; // A code of Node's HTTP parser.
  return isCertificateCode(code) ? DISTRUSTED : BROKE;
};

/** The failure for an error before the tunnel was open. */
const proxyFailure = (error: unknown, proxy: ProxyInfo, timeouts: Timeouts): Failure => {
  const { code } = errorCodeOf(error);
  return failureOf(describeErrorFor(code)(proxy, timeouts), proxy, code, error);
};

const PROXY_AUTHENTICATION_REQUIRED = 407;
const FORBIDDEN = 403;
/** Typical responses to CONNECT of servers that are not proxies. */
const NOT_A_PROXY: ReadonlySet<number> = new Set([400, 404, 405, 501]);

/** The failure for a CONNECT response that is not a success. */
const proxyRefusal = (status: number, proxy: ProxyInfo): Failure =>
  failureOf(refusal(status, proxy), proxy, `HTTP ${status}`);

/** The failure for a proxy that sends data right after its CONNECT response. */
const unexpectedData = (proxy: ProxyInfo): Failure =>
  failureOf(
    {
      message: `the proxy ${proxy.label} says it connected to ${proxy.target}, but responds itself`,
      hint: "Does it support CONNECT?",
    },
    proxy,
    "PROXY_OUT_OF_TURN",
  );

const refusal = (status: number, { label, target, hasCredentials }: ProxyInfo): ProxyError => {
  if (status === PROXY_AUTHENTICATION_REQUIRED) {
    return hasCredentials
      ? {
          message: `the proxy ${label} rejected the user name and password (407)`,
          hint: "They are sent with Basic authentication. Percent-encode characters such as @ : / % in them.",
        }
      : {
          message: `the proxy ${label} requires a user name and password (407)`,
          hint: "Put them in the proxy URL, best in a variable: HTTPS_PROXY=http://user:password@host:port.",
        };
  }
  if (status === FORBIDDEN) {
    return {
      message: `the proxy ${label} doesn't allow connections to ${target} (403)`,
      hint: "Its operator can allow it. Many proxies only allow port 443.",
    };
  }
  if (NOT_A_PROXY.has(status)) {
    return {
      message: `the proxy ${label} refused to connect to ${target} (${status})`,
      hint: "Is it a proxy? novu-msg uses CONNECT, for http URLs too.",
    };
  }
  return { message: `the proxy ${label} can't connect to ${target} (${status})` };
};

const failureOf = (
  { message, hint }: ProxyError,
  { source, label }: ProxyInfo,
  reason: string,
  cause?: unknown,
): Failure =>
  new Failure("E_PROXY", message, {
    hint: [
      ...(hint === undefined ? [] : [hint]),
      `The proxy comes from ${source}; --proxy none disables it.`,
      "Nothing was sent.",
    ],
    sent: "no",
    details: { reason, proxy: label, source },
    cause,
  });
