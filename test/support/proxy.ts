import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import net from "node:net";
import { listen } from "./loopback-server.js";

export interface TestProxy {
  readonly port: number;
  /** What was asked of it, as `CONNECT host:port`, with the credentials it was given. */
  readonly asked: () => readonly { readonly line: string; readonly credentials: string | undefined }[];
  /** Every byte of clients that went through it, and every header that was meant for it. */
  readonly seen: () => string;
}

export interface TestProxyOptions {
  /** `user:password`; without it anybody may pass. */
  readonly credentials?: string;
  /** Where every name leads to: a port of this machine. */
  readonly to: number;
  /** For a proxy that is spoken to over https. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
}

/** A proxy of the test's own, which opens tunnels (CONNECT) and does nothing else. */
export const useProxy = async ({ credentials, to, tls }: TestProxyOptions): Promise<TestProxy> => {
  const asked: { line: string; credentials: string | undefined }[] = [];
  const seen: string[] = [];
  const sockets: net.Socket[] = [];
  const server = tls === undefined ? createServer() : createTlsServer(tls);
  server.on("request", (request, response) => {
    asked.push({ line: `${request.method} ${request.url}`, credentials: undefined });
    response.writeHead(400).end();
  });
  server.on("tlsClientError", () => {}); // Some tests are about that.
  server.on("connect", (request, client: net.Socket) => {
    const given = request.headers["proxy-authorization"];
    asked.push({ line: `${request.method} ${request.url}`, credentials: given });
    seen.push(request.rawHeaders.join("\n"));
    client.on("error", () => {}); // It may go first.
    sockets.push(client);
    if (credentials !== undefined && given !== `Basic ${Buffer.from(credentials).toString("base64")}`) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n");
      return;
    }
    const upstream = net.connect(to, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.on("data", (chunk) => seen.push(chunk.toString("latin1")));
      client.pipe(upstream).pipe(client);
    });
    sockets.push(upstream);
    upstream.on("error", () => client.destroy());
  });
  const port = await listen(server, () => {
    server.closeAllConnections();
    for (const socket of sockets) socket.destroy();
  });
  return { port, asked: () => asked, seen: () => seen.join("\n") };
};
