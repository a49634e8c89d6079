import type net from "node:net";
import { expect, test } from "vitest";
import { keeps } from "../../support/keeps.js";
import { run } from "../../support/run-cli.js";
import { KEY } from "../../support/sandbox.js";
import { useRawServer } from "../../unit/http/loopback.js";

keeps("answers without end or measure are ended");

const YES = "HTTP/1.1 200 Connection established\r\n\r\n";

type Behaviour = (socket: net.Socket, received: string) => void;

/** Answers CONNECT alone, once a connection; what comes later gets no answer. */
const onConnect =
  (act: (socket: net.Socket) => void): Behaviour =>
  (socket) => {
    if (!answered.has(socket)) act(socket);
    answered.add(socket);
  };
const answered = new WeakSet<net.Socket>();

const PROXIES: Readonly<Record<string, Behaviour>> = {
  "says yes and then bytes": onConnect((socket) => socket.write(`${YES}\u0000\u0001garbage\r\n\r\n`)),
  "says yes and bytes a moment later": onConnect((socket) => {
    socket.write(YES);
    setImmediate(() => socket.write("garbage\r\n\r\n"));
  }),
  "says yes and closes": onConnect((socket) => socket.end(YES)),
  "says yes and breaks off": onConnect((socket) => socket.write(YES, () => socket.resetAndDestroy())),
  "says yes twice": onConnect((socket) => socket.write(YES + YES)),
  "says yes, garbage, and closes": onConnect((socket) => socket.end(`${YES}nonsense`)),
  "says yes and half of an answer": onConnect((socket) =>
    socket.end(`${YES}HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{`),
  ),
  "says yes with a body": onConnect((socket) =>
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"),
  ),
  "says 204": onConnect((socket) => socket.end("HTTP/1.1 204 No Content\r\n\r\nx")),
  "says yes and nothing more": onConnect((socket) => socket.write(YES)),
  "says nothing": onConnect(() => {}),
  "speaks no HTTP": onConnect((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n")),
  "closes at once": onConnect((socket) => socket.end()),
};

/** Of one call with two retries; each may connect a few times before it is given up. */
const MOST_CONNECTIONS = 15;

const CASES = Object.keys(PROXIES).flatMap((how) => [[how, "http"] as const, [how, "https"] as const]);

test.each(CASES)(
  "a proxy that %s, to an address in %s, is one failure after a few connections",
  async (how, scheme) => {
    const proxy = await useRawServer(PROXIES[how] ?? (() => {}));
    const end = await run(["whoami", "--json", "--retries", "2"], {
      env: {
        NOVU_SECRET_KEY: KEY,
        NOVU_API_URL: `${scheme}://novu.test`,
        NOVU_MSG_ALLOW_HTTP: "1",
        HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
        NOVU_MSG_REQUEST_TIMEOUT: "1s",
      },
    });
    expect(end.code).toBe(7);
    expect(JSON.parse(end.stderr).error.code).toMatch(/^E_(?:PROXY|NETWORK|TIMEOUT)$/);
    expect(proxy.connections()).toBeGreaterThan(0);
    expect(proxy.connections()).toBeLessThanOrEqual(MOST_CONNECTIONS);
  },
);

test("a server that closes each connection before it is asked is met a few times", async () => {
  const server = await useRawServer(() => {});
  const env = { NOVU_SECRET_KEY: KEY, NOVU_API_URL: `http://127.0.0.1:${server.port}` };
  server.onConnection((socket) => socket.resetAndDestroy());
  const end = await run(["whoami", "--json", "--retries", "2"], { env });
  expect(end.code).toBe(7);
  expect(server.connections()).toBeLessThanOrEqual(MOST_CONNECTIONS);
});
