import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import tls from "node:tls";
import { expect, test } from "vitest";
import { trustedPems } from "../../../src/http/ca.js";
import { planRoute } from "../../../src/http/route.js";
import { keeps } from "../../support/keeps.js";
import { listen } from "../../support/loopback-server.js";
import { isProgramMissing } from "../../support/missing-program.js";
import { type Certificate, privateAuthority, selfSigned } from "../../support/self-signed.js";
import { useTempDir } from "../../support/temp-dir.js";
import { failureOf, refusalOf } from "../failures/failure-of.js";
import { clientFor } from "./loopback.js";

keeps("only a trusted server is spoken to");

const withOpenssl = test.skipIf(isProgramMissing("openssl"));

const useTlsServer = async (certificate: Certificate) => {
  const seen: string[] = [];
  const server = createServer(certificate, (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end("{}");
  });
  server.on("tlsClientError", () => {}); // Some tests are about that.
  const port = await listen(server, () => server.closeAllConnections());
  return { url: `https://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, seen };
};

const routeWith = (caFile: string, env: Record<string, string> = {}) =>
  planRoute({
    proxy: undefined,
    caFiles: [{ source: "--ca-file", file: caFile }],
    env,
    timeouts: { connectMs: 5_000, requestMs: 5_000 },
    signal: new AbortController().signal,
  });

const READ = { method: "GET", path: "/v1/x" } as const;

withOpenssl("a private authority is trusted with its file, and not without", async () => {
  const authority = privateAuthority();
  const { url, host, seen } = await useTlsServer(authority.issue("IP:127.0.0.1"));
  expect(await refusalOf(() => clientFor(url)(READ))).toBe(`E_TLS: the certificate of ${host} isn't trusted`);
  expect(seen).toEqual([]);
  const route = await routeWith(authority.file);
  expect(await clientFor(url, { route })(READ)).toMatchObject({ status: 200 });
  expect(seen).toEqual(["GET /v1/x"]);
});

withOpenssl(
  "a certificate that vouches for itself is trusted when it is named, another's file does not help",
  async () => {
    const certificate = selfSigned();
    const { url, host, seen } = await useTlsServer(certificate);
    const other = await routeWith(privateAuthority().file);
    expect(await refusalOf(() => clientFor(url, { route: other })(READ))).toBe(
      `E_TLS: the certificate of ${host} isn't trusted`,
    );
    expect(seen).toEqual([]);
    expect(await clientFor(url, { route: await routeWith(certificate.file) })(READ)).toMatchObject({
      status: 200,
    });
  },
);

withOpenssl.each([
  ["another host's name", "DNS:novu.example", 2, "is for another host"],
  ["another address", "IP:127.0.0.2", 2, "is for another host"],
  ["an end that has come", "IP:127.0.0.1", -1, "has expired"],
])("a certificate of a trusted authority with %s", async (_what, name, days, what) => {
  const authority = privateAuthority();
  const { url, host, seen } = await useTlsServer(authority.issue(name, days));
  const route = await routeWith(authority.file);
  const failure = await failureOf(() =>
    clientFor(url, { route })({ method: "POST", path: "/v1/x", body: {} }),
  );
  expect([failure.code, failure.sent, failure.message, seen]).toEqual([
    "E_TLS",
    "no",
    `the certificate of ${host} ${what}`,
    [],
  ]);
});

withOpenssl(
  "the file is added to Node's own list and to NODE_EXTRA_CA_CERTS, not put in their place",
  async () => {
    const own = privateAuthority();
    const pems = await trustedPems([{ source: "--ca-file", file: own.file }], {});
    expect(pems).toEqual(expect.arrayContaining([...tls.rootCertificates]));
    expect(pems.at(-1)).toBe(readFileSync(own.file, "utf8").trim());
  },
);

/** Newer Nodes read the variable at start-up, before a test can set it; an e2e test covers them. */
test.skipIf(isProgramMissing("openssl") || "getCACertificates" in tls)(
  "Node before 22.15 cannot tell its extra list, so it is read",
  async () => {
    const [extra, own] = [privateAuthority(), privateAuthority()];
    const { url } = await useTlsServer(extra.issue("IP:127.0.0.1"));
    const route = await routeWith(own.file, { NODE_EXTRA_CA_CERTS: extra.file });
    expect(await clientFor(url, { route })(READ)).toMatchObject({ status: 200 });
  },
);

test("a CA file that is missing, not PEM, or partly broken", async () => {
  const folder = useTempDir();
  writeFileSync(`${folder}/text.pem`, "hello");
  expect(await refusalOf(() => routeWith(`${folder}/none.pem`))).toBe(
    `E_FILE: --ca-file ${folder}/none.pem: no such file`,
  );
  expect(await refusalOf(() => routeWith(folder))).toBe(`E_FILE: --ca-file ${folder}: it is a folder`);
  expect(await refusalOf(() => routeWith(`${folder}/text.pem`))).toBe(
    `E_FILE: --ca-file ${folder}/text.pem: it contains no PEM certificate`,
  );
});
