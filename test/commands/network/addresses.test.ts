import { createServer } from "node:http";
import { expect, test } from "vitest";
import { keeps } from "../../support/keeps.js";
import { listen, useHttpServer, useNovuServer } from "../../support/loopback-server.js";
import { run } from "../../support/run-cli.js";
import { KEY, useSandbox } from "../../support/sandbox.js";

keeps("the key goes to no address that was not meant");

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const WRITE = ["action", "complete", "alice", ID, "primary", "--overwrite"];
const READ = ["action", "get", "alice", ID];

const at = (url: string, argv = WRITE) =>
  run([...argv, "--json"], { env: { NOVU_SECRET_KEY: KEY, NOVU_API_URL: url, NOVU_MSG_RETRIES: "0" } });

test.each([
  "http://127.0.0.1.nip.io",
  "http://localhost.",
  "http://localhost.evil.example",
  "http://evil.localhost",
  "http://0.0.0.0",
  "http://[::]",
  "http://[::ffff:10.0.0.1]",
  "http://128.0.0.1",
  "http://2130706432.example",
  "http://lоcalhost", // The first o is Cyrillic.
  "http://ⓛocalhost.example",
  "http://10.0.0.1",
  "HTTP://novu.example",
])("plain http to %s is another machine: the key stays here", async (url) => {
  const end = await at(url);
  const { code, sent } = JSON.parse(end.stderr).error;
  expect([end.code, code, sent]).toEqual([3, "E_HTTP", "no"]);
});

test.each([
  "localhost",
  "127.1",
  "0x7f000001",
  "0x7f.1",
  "017700000001",
  "2130706433",
  "127.0.0.1",
  "LOCALHOST",
  "①②⑦.0.0.1",
  "127.0.0.1.",
])("http://%s is this machine, however it is written", async (host) => {
  const seen: string[] = [];
  const port = await useHttpServer((request, response) => {
    seen.push(String(request.headers.authorization));
    response.writeHead(401).end('{"statusCode":401,"message":"API Key not found"}');
  });
  const end = await at(`http://${host}:${port}`);
  expect([end.code, seen]).toEqual([4, [`ApiKey ${KEY}`]]);
});

test("http://[::1] is this machine", async (context) => {
  const server = createServer((_request, response) =>
    response.writeHead(401).end('{"statusCode":401,"message":"API Key not found"}'),
  );
  const isThere = await new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(0, "::1", () => resolve(true));
  });
  if (!isThere) return context.skip();
  const address = server.address();
  const end = await at(`http://[::1]:${typeof address === "object" ? address?.port : ""}`);
  server.close();
  expect(end.code).toBe(4);
});

test.each([
  "http://127.0.0.1@evil.example",
  "http://127.0.0.1:3000@evil.example",
  "https://api.novu.co@evil.example",
  "https://me:s3cret@novu.example",
  "https://:s3cret@novu.example",
])("the user name in %s is refused, and not shown", async (url) => {
  const end = await at(url);
  expect([end.code, JSON.parse(end.stderr).error.code]).toEqual([2, "E_URL"]);
  expect(end.stderr).not.toContain("s3cret");
});

test.each([
  "https://evil.example\\@api.novu.co",
  "//evil.example",
  "ftp://me:s3cret@x",
  "javascript:1",
  "https://",
  "https://a b",
])("%s is no address of Novu's", async (url) => {
  const end = await at(url);
  expect(end.stderr).not.toContain("s3cret");
  expect([end.code, JSON.parse(end.stderr).error.code]).toEqual([2, "E_URL"]);
});

test.each([301, 302, 303, 307, 308])(
  "%i is followed neither by reads nor by writes; the other server hears nothing",
  async (status) => {
    let connections = 0;
    const other = createServer((_request, response) => response.end("{}"));
    other.on("connection", () => {
      connections += 1;
    });
    const port = await listen(other, () => other.closeAllConnections());
    for (const location of [
      `http://127.0.0.1:${port}/v1/x`,
      `//127.0.0.1:${port}/v1/x`,
      `http://localhost:${port}`,
    ]) {
      const asked: string[] = [];
      const env = await useNovuServer((request, response) => {
        asked.push(String(request.url));
        response.writeHead(status, { location }).end();
      });
      for (const argv of [
        WRITE,
        READ,
        ["whoami"],
        ["api", "DELETE", "/v1/x"],
        ["api", "GET", "/v1/x", "--paginate"],
      ]) {
        const end = await run([...argv, "--json"], { env });
        expect([end.code, JSON.parse(end.stderr).error.code]).toEqual([12, "E_REDIRECT"]);
      }
      expect(asked).toHaveLength(5);
    }
    expect(connections).toBe(0);
  },
);

test("a redirect within the same server is not followed either", async () => {
  const asked: string[] = [];
  const env = await useNovuServer((request, response) => {
    asked.push(String(request.url));
    response.writeHead(308, { location: "/v1/elsewhere" }).end();
  });
  expect((await run(READ, { env })).code).toBe(12);
  expect(asked).toHaveLength(1);
});

test.each([200, 201])("a web page with %i is no Novu API, for reads and writes", async (status) => {
  const env = await useNovuServer((_request, response) =>
    response.writeHead(status, { "content-type": "text/html" }).end("<!DOCTYPE html><title>Novu</title>"),
  );
  for (const argv of [WRITE, READ, ["whoami"]]) {
    const { code, sent } = JSON.parse((await run([...argv, "--json"], { env })).stderr).error;
    expect([code, sent]).toEqual(["E_NOT_NOVU", argv === WRITE ? "yes" : undefined]);
  }
});

test.each(["a\nb", "a b", "a\r\nx-evil: 1", "a\u0000b", "ключ"])(
  "the key %j is refused before anything is sent",
  async (key) => {
    const sandbox = await useSandbox();
    const end = await run(READ, { env: { ...sandbox.env, NOVU_SECRET_KEY: key } });
    expect([end.code, end.stderr.includes("E_KEY_FORMAT")]).toEqual([4, true]);
    expect([sandbox.wire(), end.stderr.includes(key)]).toEqual([[], false]);
  },
);

test.each(["a\r\nx-evil: 1", "\u0000", "ключ", "a".repeat(10_000)])(
  "an idempotency key reaches the header as digits, whatever it is: %j",
  async (key) => {
    const seen: unknown[] = [];
    const env = await useNovuServer((request, response) => {
      seen.push(request.headers["idempotency-key"], request.headers["x-evil"]);
      response.writeHead(401).end('{"statusCode":401,"message":"API Key not found"}');
    });
    await run([...WRITE, "--idempotency-key", key], { env });
    expect(seen).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), undefined]);
  },
);

test("a --ca-file that can't be used stops the run before anything is sent", async () => {
  const sandbox = await useSandbox();
  const end = await run([...WRITE, "--ca-file", "/nowhere/ca.pem", "--json"], { env: sandbox.env });
  const { code, message, sent } = JSON.parse(end.stderr).error;
  expect([end.code, code, sent, message]).toEqual([
    2,
    "E_FILE",
    "no",
    "--ca-file /nowhere/ca.pem: no such file",
  ]);
  expect(sandbox.wire()).toEqual([]);
});
