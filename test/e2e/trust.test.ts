import { writeFileSync } from "node:fs";
import { createServer } from "node:https";
import net from "node:net";
import path from "node:path";
import { expect, test } from "vitest";
import { keeps } from "../support/keeps.js";
import { listen } from "../support/loopback-server.js";
import { isProgramMissing } from "../support/missing-program.js";
import { KEY } from "../support/sandbox.js";
import { type Authority, privateAuthority } from "../support/self-signed.js";
import { spawnCli } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

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

withOpenssl("NODE_EXTRA_CA_CERTS counts in a file of variables, too, and a bad one is an error", async () => {
  const [extra, own] = [privateAuthority(), privateAuthority()];
  const url = await useNovuOf(extra);
  const file = path.join(useTempDir(), "novu.env");
  const whoami = async (...words: string[]) => {
    const env = { NOVU_SECRET_KEY: KEY };
    return spawnCli(["whoami", "--json", "--api-url", url, "--retries", "0", ...words], { env });
  };
  expect((await whoami()).code).toBe(7);
  writeFileSync(file, `NODE_EXTRA_CA_CERTS=${extra.file}\n`);
  expect((await whoami("--dotenv", file)).code).toBe(0);
  expect((await whoami("--dotenv", file, "--ca-file", own.file)).code).toBe(0);
  writeFileSync(file, `NODE_EXTRA_CA_CERTS=${file}\n`);
  const bad = await whoami("--dotenv", file);
  expect([bad.code, JSON.parse(bad.stderr).error.message]).toEqual([
    2,
    `NODE_EXTRA_CA_CERTS ${file}: it contains no PEM certificate`,
  ]);
});

test("a run whose connection hangs ends when it has failed, and holds nothing open", async () => {
  const mute = net.createServer((socket) => socket.on("error", () => {}).resume());
  const port = await listen(mute, () => {});
  const end = await spawnCli(["whoami", "--connect-timeout", "300ms", "--retries", "0"], {
    env: { NOVU_SECRET_KEY: KEY, NOVU_API_URL: "https://novu.test", HTTPS_PROXY: `127.0.0.1:${port}` },
  });
  expect([end.code, end.stderr.includes("didn't connect to novu.test:443 within 0.3 s")]).toEqual([7, true]);
});
