import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import net from "node:net";
import { listen } from "./loopback-server.js";

export interface TestProxy {
  readonly port: number;
  /** The requests to the proxy as `CONNECT host:port`, with their credentials. */
  readonly requests: () => readonly { readonly line: string; readonly credentials: string | undefined }[];
  /** All bytes that clients sent through it, and all headers that were sent to it. */
  readonly traffic: () => string;
}

export interface TestProxyOptions {
  /** `user:password`; default: no authentication. */
  readonly credentials?: string;
  /** The local port that every host name is connected to. */
  readonly to: number;
  /** For a proxy with an https address. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
}

/** A proxy for this test that only opens tunnels (CONNECT). */
export const useProxy = async ({ credentials, to, tls }: TestProxyOptions): Promise<TestProxy> => {
  const requests: { line: string; credentials: string | undefined }[] = [];
  const traffic: string[] = [];
  const sockets: net.Socket[] = [];
  const server = tls === undefined ? createServer() : createTlsServer(tls);
  server.on("request", (request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, credentials: undefined });
    response.writeHead(400).end();
  });
  server.on("tlsClientError", () => {}); // Some tests provoke TLS errors.
  server.on("connect", (request, client: net.Socket) => {
    const given = request.headers["proxy-authorization"];
    requests.push({ line: `${request.method} ${request.url}`, credentials: given });
    traffic.push(request.rawHeaders.join("\n"));
    client.on("error", () => {}); // The client may close first.
    sockets.push(client);
    if (credentials !== undefined && given !== `Basic ${Buffer.from(credentials).toString("base64")}`) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n");
      return;
    }
    const upstream = net.connect(to, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.on("data", (chunk) => traffic.push(chunk.toString("latin1")));
      client.pipe(upstream).pipe(client);
    });
    sockets.push(upstream);
    upstream.on("error", () => client.destroy());
  });
  const port = await listen(server, () => {
    server.closeAllConnections();
    for (const socket of sockets) socket.destroy();
  });
  return { port, requests: () => requests, traffic: () => traffic.join("\n") };
};
