import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { text } from "node:stream/consumers";
import { useNovuServer } from "./loopback-server.js";

/** The response to one request: a status with headers, or a failure of the connection. */
export type ScriptedResponse =
  | number
  | readonly [status: number, headers: Readonly<Record<string, string>>, body?: string]
  | "reset"
  | "cut"
  | "hang"
  | "hang in body"
  | "half JSON";

interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: string;
}

export const MESSAGE = "65f0c1a9b2d4e6f8a0b1c2d3";

const DONE = JSON.stringify({
  data: {
    _id: MESSAGE,
    status: "sent",
    cta: {
      action: {
        status: "done",
        result: { type: "primary" },
        buttons: [{ type: "primary", content: "Yes" }],
      },
    },
  },
});

/** A fake Novu server that gives the responses one after the other; the last one repeats. */
export const useFailingNovu = async (...responses: readonly ScriptedResponse[]) => {
  const seen: SeenRequest[] = [];
  const env = await useNovuServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    const scripted = responses[Math.min(seen.length, responses.length - 1)] ?? 201;
    seen.push({ method, path: url, key: headers["idempotency-key"]?.toString(), body: await text(request) });
    play(scripted, request, response);
  });
  return { env, seen };
};

const play = (fate: ScriptedResponse, { socket }: IncomingMessage, response: ServerResponse): void => {
  if (typeof fate === "string") {
    WIRE[fate](socket, response);
    return;
  }
  const [status, headers, body] = typeof fate === "number" ? [fate, {}] : fate;
  response.writeHead(status, headers);
  response.end(body ?? (status < 300 ? DONE : JSON.stringify({ statusCode: status, message: "no" })));
};

const begin = (response: ServerResponse) => {
  response.writeHead(201, { "content-length": DONE.length });
  response.write(DONE.slice(0, DONE.length / 2));
};

const WIRE: Readonly<
  Record<Extract<ScriptedResponse, string>, (socket: Socket, response: ServerResponse) => void>
> = {
  reset: (socket) => void socket.resetAndDestroy(),
  cut: (socket, response) => {
    begin(response);
    setImmediate(() => socket.destroy());
  },
  hang: () => {},
  "hang in body": (_, response) => begin(response),
  "half JSON": (_, response) => void response.writeHead(201).end(DONE.slice(0, DONE.length / 2)),
};
