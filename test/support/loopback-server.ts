import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type net from "node:net";
import { onTestFinished } from "vitest";
import { KEY } from "./sandbox.js";

/** Starts a fake Novu server and returns the variables that select it. */
export const useNovuServer = async (
  listener: RequestListener,
): Promise<{ readonly NOVU_SECRET_KEY: string; readonly NOVU_API_URL: string }> => ({
  NOVU_SECRET_KEY: KEY,
  NOVU_API_URL: `http://127.0.0.1:${await useHttpServer(listener)}`,
});

/** Starts an HTTP server for this test and returns its port. */
export const useHttpServer = async (listener: RequestListener): Promise<number> => {
  const server = createServer(listener);
  return listen(server, () => server.closeAllConnections());
};

export const listen = async (server: net.Server, cut: () => void): Promise<number> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    const closed = once(server, "close");
    server.close();
    cut();
    await closed;
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
};
