import { createServer } from "node:https";
import { expect, test } from "vitest";
import { listen } from "../../support/loopback-server.js";
import { isProgramMissing } from "../../support/missing-program.js";
import { selfSigned } from "../../support/self-signed.js";
import { failureOf } from "../failures/failure-of.js";
import { answer, at, clientFor, useRawServer } from "./loopback.js";

const withOpenssl = test.skipIf(isProgramMissing("openssl"));

const useTlsServer = async () => {
  const seen: string[] = [];
  const server = createServer(selfSigned(), (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end("{}");
  });
  server.on("tlsClientError", () => {}); // Which is what happens here.
  const port = await listen(server, () => server.closeAllConnections());
  return { port, seen };
};

const REQUEST = { method: "POST", path: "/v1/x", body: { status: "done" } } as const;

withOpenssl("a certificate nobody vouches for: nothing was sent", async () => {
  const { port, seen } = await useTlsServer();
  const failure = await failureOf(() => clientFor(`https://127.0.0.1:${port}`)(REQUEST));
  expect({
    code: failure.code,
    sent: failure.sent,
    message: failure.message,
    ...failure.info,
  }).toMatchObject({
    code: "E_TLS",
    sent: "no",
    message: `the certificate of 127.0.0.1:${port} isn't trusted`,
    hint: ["For a private certificate authority, use --ca-file.", "Nothing was sent."],
    details: { reason: "DEPTH_ZERO_SELF_SIGNED_CERT" },
  });
  expect(seen).toEqual([]);
});

withOpenssl("https spoken to a port of plain http", async () => {
  const server = await useRawServer((socket) => socket.end(answer("400 Bad Request", "no")));
  const failure = await failureOf(() => clientFor(`https://127.0.0.1:${server.port}`)(REQUEST));
  expect([failure.code, failure.sent, failure.message]).toEqual([
    "E_NETWORK",
    "no",
    `127.0.0.1:${server.port} doesn't speak TLS`,
  ]);
  expect(server.received()).not.toContain("/v1/x");
});

withOpenssl("plain http spoken to a port of https", async () => {
  const { port, seen } = await useTlsServer();
  const failure = await failureOf(() => clientFor(at(port))(REQUEST));
  expect([failure.code, failure.sent, seen]).toEqual(["E_NETWORK", "unknown", []]);
});
