import type { Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Timers } from "../timers.js";

const LOOPBACK = "127.0.0.1";
const RETRY_MS = 50;

/** The port the sandbox listens on, which can be closed for a while. */
export interface Listener {
  /** Gives the port. Rejects with node's own error when it is taken. */
  open(port: number): Promise<number>;
  /** New connections are refused at once and idle ones end; requests that are being answered get their answer. */
  shutFor(milliseconds: number): void;
  openNow(): Promise<void>;
  close(): Promise<void>;
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

export const createListener = (server: Server, timers: Timers): Listener => {
  const sockets = new Set<Socket>();
  const answering = new Set<ServerResponse>();
  let ownPort = 0;
  let opening: Promise<void> = Promise.resolve();
  let isOver = false;
  /** Set while shut. */
  let shut: { readonly until: number; readonly cancel: () => void } | undefined;

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  // The app listens later: a request may be what shuts the door.
  server.on("request", (_request, response) => {
    answering.add(response);
    response.once("close", () => answering.delete(response));
  });

  const endConnections = (): void => {
    const busy = new Set([...answering].map(({ socket }) => socket));
    for (const socket of sockets) {
      if (!busy.has(socket)) {
        socket.destroy();
      }
    }
    for (const response of answering) {
      response.shouldKeepAlive = false;
    }
  };

  const reopen = (): Promise<void> => {
    shut = undefined;
    const listening = listen(server, ownPort).then(
      () => undefined,
      () => {
        // Somebody else has the port for the moment.
        if (!isOver) {
          shut = { until: 0, cancel: timers.hold(RETRY_MS, () => void reopen()) };
        }
      },
    );
    opening = listening;
    return listening;
  };

  return {
    open: async (port) => {
      ownPort = await listen(server, port);
      return ownPort;
    },
    shutFor: (milliseconds) => {
      const until = Math.max(Date.now() + milliseconds, shut?.until ?? 0);
      shut?.cancel();
      shut = { until, cancel: timers.hold(until - Date.now(), () => void reopen()) };
      server.close();
      endConnections();
    },
    openNow: async () => {
      if (shut !== undefined) {
        shut.cancel();
        await reopen();
      }
    },
    close: async () => {
      isOver = true;
      await opening;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) {
          socket.destroy();
        }
      });
    },
  };
};
