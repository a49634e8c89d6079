import { createServer } from "node:https";
import { expect, test } from "vitest";
import { listen } from "../support/loopback-server.js";
import { isProgramMissing } from "../support/missing-program.js";
import { KEY, useSandbox } from "../support/sandbox.js";
import { selfSigned } from "../support/self-signed.js";
import { spawnCli } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

test("the built doctor finds nothing wrong with a sandbox", async () => {
  const sandbox = await useSandbox();
  const env = { ...sandbox.env, NOVU_MSG_CONFIG_DIR: useTempDir() };
  const { code, stdout } = await spawnCli(["doctor", "--json"], { env });
  expect([code, JSON.parse(stdout).ok]).toEqual([0, true]);
});

test.skipIf(isProgramMissing("openssl"))("a private authority that Node was told of is trusted", async () => {
  const certificate = selfSigned(90);
  const health = '{"data":{"status":"ok","info":{"apiVersion":{"version":"3.15.0"}}}}';
  const server = createServer(certificate, ({ url }, response) => {
    response.end(url?.includes("health") ? health : '{"data":[]}');
  });
  const port = await listen(server, () => server.closeAllConnections());
  const { stdout } = await spawnCli(
    ["doctor", "--query", "checks[?id=='tls'||id=='ca-file'||id=='api'].finding"],
    {
      env: {
        NOVU_SECRET_KEY: KEY,
        NOVU_API_URL: `https://127.0.0.1:${port}`,
        NODE_EXTRA_CA_CERTS: certificate.file,
        NOVU_MSG_CONFIG_DIR: useTempDir(),
      },
    },
  );
  expect(JSON.parse(stdout)).toEqual([
    `NODE_EXTRA_CA_CERTS: ${certificate.file}, 1 certificate`,
    "TLSv1.3, certificate by 127.0.0.1, valid for 89 more days",
    `a Novu API answers at https://127.0.0.1:${port}`,
  ]);
});
