import type { Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Timers } from "../timers.js";

const LOOPBACK = "127.0.0.1";
const RETRY_MS = 50;

/** The port of the sandbox, which can be closed temporarily. */
interface Listener {
  /** Returns the port. Rejects with Node's error if it is taken. */
  open(port: number): Promise<number>;
  /** Refuses new connections and closes idle ones immediately; requests in flight still get their response. */
  closeFor(milliseconds: number): void;
  reopen(): Promise<void>;
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
  const inFlight = new Set<ServerResponse>();
  let listeningPort = 0;
  let opening: Promise<void> = Promise.resolve();
  let isClosed = false;
  /** Set while the port is closed. */
  let closed: { readonly until: number; readonly cancel: () => void } | undefined;

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  // Registered before the app's listener, because a request can close the port.
  server.on("request", (_request, response) => {
    inFlight.add(response);
    response.once("close", () => inFlight.delete(response));
  });

  const endConnections = (): void => {
    const busy = new Set([...inFlight].map(({ socket }) => socket));
    for (const socket of sockets) {
      if (!busy.has(socket)) {
        socket.destroy();
      }
    }
    for (const response of inFlight) {
      response.shouldKeepAlive = false;
    }
  };

  const reopen = (): Promise<void> => {
    closed = undefined;
    const listening = listen(server, listeningPort).then(
      () => undefined,
      () => {
        // Another process has the port at the moment.
        if (!isClosed) {
          closed = { until: 0, cancel: timers.hold(RETRY_MS, () => void reopen()) };
        }
      },
    );
    opening = listening;
    return listening;
  };

  return {
    open: async (port) => {
      listeningPort = await listen(server, port);
      return listeningPort;
    },
    closeFor: (milliseconds) => {
      const until = Math.max(Date.now() + milliseconds, closed?.until ?? 0);
      closed?.cancel();
      closed = { until, cancel: timers.hold(until - Date.now(), () => void reopen()) };
      server.close();
      endConnections();
    },
    reopen: async () => {
      if (closed !== undefined) {
        closed.cancel();
        await reopen();
      }
    },
    close: async () => {
      isClosed = true;
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
