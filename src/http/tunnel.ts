import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import { Failure } from "../failures/failure.js";
import type { Secret } from "../secrets/secret.js";
import { isCertificateCode, reasonOf, type Timeouts } from "./network-failure.js";
import type { HostPort } from "./route.js";

interface TunnelOptions {
  readonly proxy: { readonly source: string; readonly shown: string; readonly url: Secret };
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
  /** For a proxy that is itself spoken to over https. */
  readonly trust?: SecureContext | undefined;
}

/** The proxy that failed, and on the way to what; no secret. */
interface FailingProxy {
  readonly source: string;
  /** Host and port. */
  readonly shown: string;
  /** Host and port. */
  readonly target: string;
  readonly hasCredentials: boolean;
}

interface Account {
  readonly message: string;
  readonly hint?: string;
}

type Tell = (proxy: FailingProxy, timeouts: Timeouts) => Account;

/**
 * Asks a proxy for a way to a server (CONNECT). What goes over it later the proxy does not see, where it is
 * encrypted; what goes to the proxy itself is the server's name, and user name and password for the proxy.
 * @throws Failure E_PROXY, E_INTERRUPTED
 */
export const openTunnel = (target: HostPort, options: TunnelOptions): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { timeouts, signal } = options;
    const name = `${target.hostname}:${target.port}`;
    const url = new URL(options.proxy.url.reveal());
    const credentials = credentialsOf(url);
    const failing: FailingProxy = {
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
      socket.on("error", () => {}); // It is given up; what it says after that is no news.
      socket.destroy();
      // In HTTP and in TLS the client speaks first: what comes before that is not the server's.
      reject(head.length > 0 ? proxyOutOfTurn(failing) : proxyRefusal(statusCode, failing));
    });
    request.once("error", (error) => {
      clearTimeout(timer);
      reject(
        signal.aborted
          ? new Failure("E_INTERRUPTED", "stopped", { sent: "no" })
          : proxyFailure(error, failing, timeouts),
      );
    });
    request.end();
  });

const connectRequest = (
  url: URL,
  target: string,
  credentials: string | undefined,
  { signal, trust }: TunnelOptions,
): http.ClientRequest => {
  const isEncrypted = url.protocol === "https:";
  return (isEncrypted ? https : http).request({
    method: "CONNECT",
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(url.port) || (isEncrypted ? 443 : 80),
    path: target,
    headers: {
      host: target,
      "proxy-connection": "keep-alive",
      ...(credentials === undefined ? {} : { "proxy-authorization": credentials }),
    },
    agent: false,
    signal,
    ...(isEncrypted && trust !== undefined ? { secureContext: trust } : {}),
  });
};

const credentialsOf = ({ username, password }: URL): string | undefined => {
  if (username === "" && password === "") return undefined;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
};

const NO_NAME: Tell = ({ shown }) => ({ message: `the host name of the proxy ${shown} cannot be resolved` });
const NOT_THERE: Tell = ({ shown }) => ({ message: `the proxy ${shown} cannot be reached` });
const NOT_TLS: Tell = ({ shown }) => ({
  message: `the proxy ${shown} does not speak TLS`,
  hint: "Most proxies are spoken to over plain http: http://, not https://, in front of its name.",
});
const NOT_HTTP: Tell = ({ shown }) => ({
  message: `what answers at the proxy's address ${shown} is not a proxy`,
});
const DISTRUSTED: Tell = ({ shown }) => ({
  message: `the certificate of the proxy ${shown} is not trusted`,
  hint: "For a private certificate authority, name its file with --ca-file.",
});
const BROKE: Tell = ({ shown, target }) => ({
  message: `the proxy ${shown} broke the connection off before it had opened a way to ${target}`,
});

const BY_CODE = new Map<string, Tell>([
  ["ECONNREFUSED", ({ shown }) => ({ message: `nothing answers at the proxy ${shown}` })],
  ["ENOTFOUND", NO_NAME],
  ["EAI_AGAIN", NO_NAME],
  ["EHOSTUNREACH", NOT_THERE],
  ["ENETUNREACH", NOT_THERE],
  ["EADDRNOTAVAIL", NOT_THERE],
  [
    "ETIMEDOUT",
    ({ shown, target }, { connectMs, requestMs }) => ({
      message: `the proxy ${shown} opened no way to ${target} within ${Math.min(connectMs, requestMs) / 1000} s`,
      hint: `--${requestMs < connectMs ? "request" : "connect"}-timeout gives it longer.`,
    }),
  ],
  ["EPROTO", NOT_TLS],
  ["ERR_SSL_WRONG_VERSION_NUMBER", NOT_TLS],
  ["ERR_SSL_PACKET_LENGTH_TOO_LONG", NOT_TLS],
]);

const tellOf = (code: string): Tell => {
  const known = BY_CODE.get(code);
  if (known !== undefined) return known;
  if (code.startsWith("HPE_")) return NOT_HTTP; // Node's parser.
  return isCertificateCode(code) ? DISTRUSTED : BROKE;
};

/** The failure for what was thrown on the way to a proxy, or by it. Nothing of the request has left. */
const proxyFailure = (error: unknown, proxy: FailingProxy, timeouts: Timeouts): Failure => {
  const { code } = reasonOf(error);
  return failureOf(tellOf(code)(proxy, timeouts), proxy, code, error);
};

const WANTS_CREDENTIALS = 407;
const FORBIDDEN = 403;
/** What servers say that are no proxies. */
const NO_SUCH_METHOD: ReadonlySet<number> = new Set([400, 404, 405, 501]);

/** The failure for a proxy's answer that is not a yes. */
const proxyRefusal = (status: number, proxy: FailingProxy): Failure =>
  failureOf(refusal(status, proxy), proxy, `HTTP ${status}`);

/** The failure for a proxy that says yes, and then something before the server was asked anything. */
const proxyOutOfTurn = (proxy: FailingProxy): Failure =>
  failureOf(
    {
      message: `the proxy ${proxy.shown} says it opened a connection to ${proxy.target}, but answers on it by itself`,
      hint: "Is it a proxy for CONNECT?",
    },
    proxy,
    "PROXY_OUT_OF_TURN",
  );

const refusal = (status: number, { shown, target, hasCredentials }: FailingProxy): Account => {
  if (status === WANTS_CREDENTIALS) {
    return hasCredentials
      ? {
          message: `the proxy ${shown} does not accept the user name and password (407)`,
          hint: "They are sent as Basic; signs such as @ : / % in them have to be percent-encoded.",
        }
      : {
          message: `the proxy ${shown} wants a user name and password (407)`,
          hint: "They stand in its address, best in a variable: HTTPS_PROXY=http://user:password@host:port.",
        };
  }
  if (status === FORBIDDEN) {
    return {
      message: `the proxy ${shown} does not let anybody through to ${target} (403)`,
      hint: "Whoever runs the proxy can allow that. Many allow port 443 only.",
    };
  }
  if (NO_SUCH_METHOD.has(status)) {
    return {
      message: `the proxy ${shown} opens no way to ${target} (${status})`,
      hint: "Is it a proxy? Novu is reached through CONNECT, for http addresses too.",
    };
  }
  return { message: `the proxy ${shown} has no way to ${target} (${status})` };
};

const failureOf = (
  { message, hint }: Account,
  { source, shown }: FailingProxy,
  reason: string,
  cause?: unknown,
): Failure =>
  new Failure("E_PROXY", message, {
    hint: [
      ...(hint === undefined ? [] : [hint]),
      `The proxy came from ${source}; --proxy none goes without.`,
      "Nothing was sent.",
    ],
    sent: "no",
    details: { reason, proxy: shown, source },
    cause,
  });
