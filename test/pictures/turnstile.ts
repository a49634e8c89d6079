import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** A way to a sandbox that lets only so many writes through: how far a run has come is then no matter of speed. */
export interface Turnstile {
  readonly port: number;
  /** Until it is closed all go through. */
  readonly close: () => void;
  /** Lets so many more through. */
  readonly admit: (writes: number) => void;
}

export const openTurnstile = async (url: string): Promise<Turnstile> => {
  let admitted = Number.POSITIVE_INFINITY;
  const waiting: (() => void)[] = [];
  const pass = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      letThrough();
    });
  const letThrough = () => {
    while (admitted > 0 && waiting.length > 0) {
      admitted -= 1;
      waiting.shift()?.();
    }
  };
  const server = createServer(async (request, response) => {
    if (request.method === "POST") await pass();
    await forward(url, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      admitted = 0;
    },
    admit: (writes) => {
      admitted += writes;
      letThrough();
    },
  };
};

const forward = async (url: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { method = "GET", headers } = request;
  const body = await buffer(request);
  const answer = await fetch(`${url}${request.url ?? "/"}`, {
    method,
    headers: {
      authorization: headers.authorization ?? "",
      ...(body.length === 0 ? {} : { "content-type": "application/json" }),
    },
    ...(body.length === 0 ? {} : { body }),
  });
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
  response.end(Buffer.from(await answer.arrayBuffer()));
};
