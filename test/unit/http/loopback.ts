import { once } from "node:events";
import net from "node:net";
import type { HttpTrace } from "../../../src/http/http.js";
import { createHttp } from "../../../src/http/undici-http.js";
import { createSecret } from "../../../src/secrets/secret.js";
import { listen } from "../../support/loopback-server.js";

export const KEY = "0123456789abcdef0123456789abcdef";

export interface RawServer {
  readonly port: number;
  /** Everything every client wrote, in order. */
  readonly received: () => string;
  readonly connections: () => number;
  /** Called with each new connection. */
  readonly onConnection: (act: (socket: net.Socket) => void) => void;
}

/** A TCP server for one test. `onData` gets the bytes since its last call and may answer. */
export const useRawServer = async (
  onData: (socket: net.Socket, receivedSoFar: string) => void,
): Promise<RawServer> => {
  const chunks: string[] = [];
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {}); // The client may go first; that is what some tests are about.
    socket.on("data", (chunk) => {
      chunks.push(chunk.toString("latin1"));
      onData(socket, chunks.join(""));
    });
  });
  const port = await listen(server, () => {
    for (const socket of sockets) socket.destroy();
  });
  return {
    port,
    received: () => chunks.join(""),
    connections: () => sockets.length,
    onConnection: (act) => server.on("connection", act),
  };
};

/** A port that was free a moment ago, so nothing listens there. */
export const refusedPort = async (): Promise<number> => {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("the server had no port");
  return address.port;
};

type Part = { readonly connectMs?: number; readonly requestMs?: number; readonly key?: string } & Partial<
  Pick<
    Parameters<typeof createHttp>[0],
    "assertAllowed" | "signal" | "now" | "onTrace" | "route" | "userAgent" | "beforeSend"
  >
>;

/** A client for one address, with timeouts that a passing test never reaches. */
export const clientFor = (baseUrl: string, part: Part = {}) =>
  createHttp({
    baseUrl,
    authorization: { scheme: "ApiKey", secret: createSecret(part.key ?? KEY) },
    assertAllowed: part.assertAllowed ?? (() => {}),
    userAgent: part.userAgent ?? "novu-msg/0 (test)",
    timeouts: { connectMs: part.connectMs ?? 10_000, requestMs: part.requestMs ?? 10_000 },
    signal: part.signal ?? new AbortController().signal,
    now: part.now ?? (() => 0),
    onTrace: part.onTrace,
    ...(part.beforeSend === undefined ? {} : { beforeSend: part.beforeSend }),
    route: part.route ?? {},
  });

export const at = (port: number): string => `http://127.0.0.1:${port}`;

/** A complete response as bytes on the wire. */
export const answer = (status: string, body: string, headers = ""): string =>
  `HTTP/1.1 ${status}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;

export const recordTraces = () => {
  const traces: HttpTrace[] = [];
  return { traces, onTrace: (trace: HttpTrace) => void traces.push(trace) };
};
