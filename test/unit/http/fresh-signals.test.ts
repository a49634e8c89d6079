import { once } from "node:events";
import net, { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { withFreshSignals } from "../../../src/http/fresh-signals.js";

test("a dozen connections that share a signal make Node warn of nothing", async () => {
  const warnings: string[] = [];
  const hear = (warning: Error) => void warnings.push(warning.message);
  process.on("warning", hear);
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => {
    process.off("warning", hear);
    server.close();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const dial = withFreshSignals<number, [net.Socket]>(
    (signal) => (target, done) => {
      const socket = net.connect({ port: target, host: "127.0.0.1", signal });
      socket.once("connect", () => done(socket));
    },
    new AbortController().signal,
  );
  const connect = () => new Promise<net.Socket>((resolve) => dial(port, resolve));
  const sockets = await Promise.all(Array.from({ length: 12 }, connect));
  for (const socket of sockets) socket.destroy();
  // Node says it in a later turn.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(warnings).toEqual([]);
});
