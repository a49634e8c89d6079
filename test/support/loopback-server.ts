import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type net from "node:net";
import { onTestFinished } from "vitest";
import { KEY } from "./sandbox.js";

/** The variables that lead to a server of the test's own, in Novu's place. */
export const useNovuPlace = async (
  listener: RequestListener,
): Promise<{ readonly NOVU_SECRET_KEY: string; readonly NOVU_API_URL: string }> => ({
  NOVU_SECRET_KEY: KEY,
  NOVU_API_URL: `http://127.0.0.1:${await useHttpServer(listener)}`,
});

/** An HTTP server of the test's own. */
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
