import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import { Failure } from "../failures/failure.js";
import type { Secret } from "../secrets/secret.js";
import type { Timeouts } from "./network-failure.js";
import { type FailingProxy, proxyFailure, proxyOutOfTurn, proxyRefusal } from "./proxy-failure.js";
import type { HostPort } from "./route.js";

export interface TunnelOptions {
  readonly proxy: { readonly source: string; readonly shown: string; readonly url: Secret };
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
  /** For a proxy that is itself spoken to over https. */
  readonly trust?: SecureContext | undefined;
}

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
