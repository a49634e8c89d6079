import { createServer } from "node:https";
import net from "node:net";
import { expect, test } from "vitest";
import { keeps } from "../support/keeps.js";
import { listen } from "../support/loopback-server.js";
import { isProgramMissing } from "../support/missing-program.js";
import { KEY } from "../support/sandbox.js";
import { type Authority, privateAuthority } from "../support/self-signed.js";
import { spawnCli } from "../support/spawn-cli.js";

keeps("only a trusted server is spoken to");

const withOpenssl = test.skipIf(isProgramMissing("openssl"));

const useNovuOf = async (authority: Authority): Promise<string> => {
  const server = createServer(authority.issue("IP:127.0.0.1"), (_request, response) => {
    response.end('{"data":{"_id":"e","name":"Hidden"}}');
  });
  server.on("tlsClientError", () => {}); // Some tests are about that.
  return `https://127.0.0.1:${await listen(server, () => server.closeAllConnections())}`;
};

withOpenssl("--ca-file adds to what NODE_EXTRA_CA_CERTS has Node trust already", async () => {
  const [extra, own, foreign] = [privateAuthority(), privateAuthority(), privateAuthority()];
  const env = { NOVU_SECRET_KEY: KEY, NODE_EXTRA_CA_CERTS: extra.file };
  const codes = [];
  for (const authority of [extra, own, foreign]) {
    const argv = ["whoami", "--json", "--api-url", await useNovuOf(authority), "--ca-file", own.file];
    codes.push((await spawnCli(argv, { env })).code);
  }
  expect(codes).toEqual([0, 0, 7]);
});

test("a run whose connection hangs ends when it has failed, and holds nothing open", async () => {
  const mute = net.createServer((socket) => socket.on("error", () => {}).resume());
  const port = await listen(mute, () => {});
  const end = await spawnCli(["whoami", "--connect-timeout", "300ms", "--retries", "0"], {
    env: { NOVU_SECRET_KEY: KEY, NOVU_API_URL: "https://novu.test", HTTPS_PROXY: `127.0.0.1:${port}` },
  });
  expect([end.code, end.stderr.includes("opened no way to novu.test:443 within 0.3 s")]).toEqual([7, true]);
});
