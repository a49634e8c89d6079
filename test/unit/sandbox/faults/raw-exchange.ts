import net from "node:net";
import type { Sandbox } from "../../../../src/sandbox/sandbox.js";

/** One connection, as seen by a client without an HTTP library. */
export interface RawExchange {
  /** FIN, RST, connection refused, or still open at the timeout. */
  readonly ending: "end" | "reset" | "refused" | "open";
  /** 0 if no head arrived. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As on the wire, after the head. */
  readonly body: Buffer;
}

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** ms */
  readonly patience?: number;
}

/** Sends one request on a new connection, byte by byte. */
export const exchange = async (
  { port, keys }: Pick<Sandbox, "port" | "keys">,
  { method = "POST", path, body = "", headers = {}, patience = 60_000 }: RawRequest,
): Promise<RawExchange> => {
  const chunks: Buffer[] = [];
  const socket = net.connect(port, "127.0.0.1");
  const ending = await new Promise<RawExchange["ending"]>((resolve, reject) => {
    const timer = setTimeout(() => resolve("open"), patience);
    const done = (how: RawExchange["ending"]) => {
      clearTimeout(timer);
      resolve(how);
    };
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("end", () => done("end"));
    socket.on("error", ({ code }: NodeJS.ErrnoException) => {
      if (code === "ECONNRESET") return done("reset");
      if (code === "ECONNREFUSED") return done("refused");
      return reject(new Error(String(code)));
    });
    socket.write(requestText(method, path, body, { authorization: `ApiKey ${keys[0]}`, ...headers }));
  });
  socket.destroy();
  return { ending, ...parse(Buffer.concat(chunks)) };
};

const requestText = (
  method: string,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): string =>
  [
    `${method} ${path} HTTP/1.1`,
    ...("Host" in headers ? [] : ["Host: 127.0.0.1"]),
    "Connection: close",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "",
    body,
  ].join("\r\n");

const parse = (bytes: Buffer): Omit<RawExchange, "ending"> => {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return { status: 0, headers: {}, body: bytes };
  const [first = "", ...lines] = bytes.subarray(0, end).toString().split("\r\n");
  return {
    status: Number(first.split(" ")[1]),
    headers: Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    ),
    body: bytes.subarray(end + 4),
  };
};
