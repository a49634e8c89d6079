import { createServer } from "node:https";
import { expect, test } from "vitest";
import { keeps } from "../../support/keeps.js";
import { listen, useHttpServer } from "../../support/loopback-server.js";
import { isProgramMissing } from "../../support/missing-program.js";
import { type TestProxy, type TestProxyOptions, useProxy } from "../../support/proxy.js";
import { toSandbox } from "../../support/reverse-proxy.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../../support/sandbox.js";
import { privateAuthority } from "../../support/self-signed.js";
import { useRawServer } from "../../unit/http/loopback.js";

keeps("a proxy does not see the key");

const withOpenssl = test.skipIf(isProgramMissing("openssl"));
const PASSWORD = "p%40ss:w%2Frd";
const CREDENTIALS = `me:${decodeURIComponent(PASSWORD)}`;
const BASIC = `Basic ${Buffer.from(CREDENTIALS).toString("base64")}`;

/** A Novu at http://novu.test, which only the proxy can find. */
const useHiddenSandbox = async (options: Omit<TestProxyOptions, "to"> = {}) => {
  const sandbox = await useSandbox();
  const proxy = await useProxy({ ...options, to: await useHttpServer(toSandbox(sandbox.port)) });
  const env = {
    NOVU_SECRET_KEY: KEY,
    NOVU_API_URL: "http://novu.test",
    NOVU_MSG_ALLOW_HTTP: "1",
    NOVU_MSG_RETRIES: "0",
  };
  const complete = (argv: readonly string[] = [], more: Record<string, string> = {}) =>
    run(["action", "complete", "sub-1", seedOne(sandbox), "primary", "--overwrite", ...argv], {
      env: { ...env, ...more },
    });
  return { sandbox, proxy, env, complete };
};

const withoutPassword = (texts: readonly string[]) => {
  for (const text of texts) {
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(decodeURIComponent(PASSWORD));
    expect(text).not.toContain(BASIC.slice("Basic ".length));
  }
};

test.each([
  ["http_proxy", []],
  ["HTTP_PROXY", []],
  ["--proxy", ["--proxy"]],
])("a write goes through the proxy of %s, to a name that only the proxy knows", async (name, flag) => {
  const { sandbox, proxy, complete } = await useHiddenSandbox();
  const url = `http://127.0.0.1:${proxy.port}`;
  const end = await complete(
    [...flag, ...(flag.length > 0 ? [url] : [])],
    flag.length > 0 ? {} : { [name]: url },
  );
  expect([end.code, end.stderr.includes("Approve is now done")]).toEqual([0, true]);
  expect(proxy.requests()).toEqual([{ line: "CONNECT novu.test:80", credentials: undefined }]);
  expect(sandbox.wire().filter((line) => line.startsWith("POST"))).toHaveLength(1);
});

test("user name and password go to the proxy alone; the key goes inside the tunnel alone", async () => {
  const { sandbox, proxy, complete } = await useHiddenSandbox({ credentials: CREDENTIALS });
  const http_proxy = `http://me:${PASSWORD}@127.0.0.1:${proxy.port}`;
  const end = await complete(["-vv"], { http_proxy });
  expect(end.code).toBe(0);
  expect(proxy.requests()).toEqual([{ line: "CONNECT novu.test:80", credentials: BASIC }]);
  const [head = "", ...inside] = proxy.traffic().split("POST /v1");
  expect([head.includes(KEY), inside.join("").includes(`authorization: ApiKey ${KEY}`)]).toEqual([
    false,
    true,
  ]);
  expect(JSON.stringify(sandbox.requests)).not.toContain("proxy-authorization");
  withoutPassword([end.stdout, end.stderr, JSON.stringify(sandbox.requests)]);
});

const useHiddenTls = async (options: Partial<TestProxyOptions> = {}) => {
  const authority = privateAuthority();
  const heads: string[] = [];
  const server = createServer(authority.issue("DNS:novu.test", 90), (request, response) => {
    heads.push(request.rawHeaders.join("\n"));
    response
      .writeHead(200, { "content-type": "application/json" })
      .end('{"data":{"_id":"e","name":"Hidden"}}');
  });
  server.on("tlsClientError", () => {}); // Some tests are about that.
  const port = await listen(server, () => server.closeAllConnections());
  const proxy = await useProxy({ ...options, to: port });
  const env = { NOVU_SECRET_KEY: KEY, NOVU_API_URL: "https://novu.test", NOVU_MSG_RETRIES: "0" };
  return { authority, proxy, env, heads };
};

withOpenssl("https goes through CONNECT, and the proxy sees no byte of it", async () => {
  const { authority, proxy, env, heads } = await useHiddenTls({ credentials: CREDENTIALS });
  const https_proxy = `http://me:${PASSWORD}@127.0.0.1:${proxy.port}`;
  const end = await run(["whoami", "--ca-file", authority.file], { env: { ...env, https_proxy } });
  expect([end.code, end.stdout.includes("Hidden")]).toEqual([0, true]);
  expect(proxy.requests()).toEqual([{ line: "CONNECT novu.test:443", credentials: BASIC }]);
  expect([proxy.traffic().includes(KEY), proxy.traffic().includes("ApiKey")]).toEqual([false, false]);
  expect([heads.join().includes(KEY), /proxy/i.test(heads.join())]).toEqual([true, false]);
});

withOpenssl("behind a proxy too a certificate has to be trusted, or nothing is sent", async () => {
  const { proxy, env, heads } = await useHiddenTls();
  const end = await run(["whoami"], { env: { ...env, HTTPS_PROXY: `127.0.0.1:${proxy.port}` } });
  expect([end.code, heads]).toEqual([7, []]);
  expect(end.stderr).toContain("the certificate of novu.test isn't trusted");
});

withOpenssl("a proxy that is itself spoken to over https", async () => {
  const sandbox = await useSandbox();
  const authority = privateAuthority();
  const tls = authority.issue("IP:127.0.0.1");
  const proxy = await useProxy({ to: Number(new URL(sandbox.url).port), tls });
  const argv = ["whoami", "--proxy", `https://127.0.0.1:${proxy.port}`];
  const trusted = await run([...argv, "--ca-file", authority.file], { env: sandbox.env });
  expect([trusted.code, proxy.requests()]).toEqual([
    0,
    [{ line: `CONNECT ${new URL(sandbox.url).host}`, credentials: undefined }],
  ]);
  const distrusted = await run(argv, { env: sandbox.env });
  expect([distrusted.code, proxy.requests().length]).toEqual([7, 1]);
  expect(distrusted.stderr).toContain(`the certificate of the proxy 127.0.0.1:${proxy.port} isn't trusted`);
});

test("nothing asks a proxy for this machine's own addresses, but --proxy", async () => {
  const sandbox = await useSandbox();
  const proxy = await useProxy({ to: Number(new URL(sandbox.url).port) });
  const url = `http://127.0.0.1:${proxy.port}`;
  expect((await run(["whoami"], { env: { ...sandbox.env, HTTP_PROXY: url, http_proxy: url } })).code).toBe(0);
  expect(proxy.requests()).toEqual([]);
  expect((await run(["whoami", "--proxy", url], { env: sandbox.env })).code).toBe(0);
  expect(proxy.requests()).toHaveLength(1);
});

test("an excepted host and --proxy none go around the proxy", async () => {
  const { proxy, env } = await useHiddenSandbox();
  const http_proxy = `http://127.0.0.1:${proxy.port}`;
  const host = `${"x".repeat(64)}.novu.test`; // No name service can know it, so none is asked.
  const hidden = { ...env, NOVU_API_URL: `http://${host}`, http_proxy };
  for (const [argv, more] of [
    [[], { NO_PROXY: ".novu.test" }],
    [["--proxy", "none"], {}],
  ] as const) {
    const end = await run(["whoami", ...argv], { env: { ...hidden, ...more } });
    expect([end.code, end.stderr.includes(`the host name ${host} can't be resolved`)]).toEqual([7, true]);
  }
  expect(proxy.requests()).toEqual([]);
});

interface Refusal {
  readonly code: string;
  readonly sent: string;
  readonly message: string;
  readonly hint: string;
}

const refusedBy = async (proxy: string, more: readonly string[] = []): Promise<Refusal> => {
  const env = {
    NOVU_SECRET_KEY: KEY,
    NOVU_API_URL: "https://novu.test",
    NOVU_MSG_RETRIES: "0",
    https_proxy: proxy,
  };
  const end = await run(
    ["action", "complete", "alice", "65f0c1a9b2d4e6f8a0b1c2d3", "primary", "--overwrite", "--json", ...more],
    { env },
  );
  expect([end.code, end.stdout]).toEqual([7, ""]);
  const loud = await run(["whoami", "-vv", ...more], { env });
  withoutPassword([end.stderr, loud.stderr]);
  const { code, sent, message, hint } = JSON.parse(end.stderr).error;
  return { code, sent, message, hint };
};

const CAME_FROM = "The proxy comes from https_proxy; --proxy none disables it.\nNothing was sent.";

test("a proxy that wants credentials, and one that does not like those it gets", async () => {
  const proxy = await useProxy({ credentials: CREDENTIALS, to: 1 });
  const place = `127.0.0.1:${proxy.port}`;
  expect(await refusedBy(`http://${place}`)).toMatchObject({
    code: "E_PROXY",
    sent: "no",
    message: `the proxy ${place} requires a user name and password (407)`,
    hint: expect.stringContaining(CAME_FROM),
  });
  expect((await refusedBy(`http://me:${PASSWORD}x@${place}`)).message).toBe(
    `the proxy ${place} rejected the user name and password (407)`,
  );
});

test.each([
  ["403 Forbidden", "doesn't allow connections to novu.test:443 (403)"],
  ["405 Method Not Allowed", "refused to connect to novu.test:443 (405)"],
  ["502 Bad Gateway", "can't connect to novu.test:443 (502)"],
  ["504 Gateway Timeout", "can't connect to novu.test:443 (504)"],
])("a proxy that answers %s", async (status, what) => {
  const { port, received } = await useRawServer((socket) => socket.end(`HTTP/1.1 ${status}\r\n\r\n`));
  expect(await refusedBy(`http://me:${PASSWORD}@127.0.0.1:${port}`)).toMatchObject({
    code: "E_PROXY",
    sent: "no",
    message: `the proxy 127.0.0.1:${port} ${what}`,
  });
  expect(received()).not.toContain(KEY);
});

test("what isn't a proxy at all: a mail server, noise, a web server, one that hangs up", async () => {
  for (const greeting of ["220 mail.example.com ESMTP\r\n", "\u0000\u0001\u0002\r\n\r\n"]) {
    const { port } = await useRawServer((socket) => socket.end(greeting));
    expect((await refusedBy(`127.0.0.1:${port}`)).message).toBe(
      `the server at 127.0.0.1:${port} isn't a proxy`,
    );
  }
  const silent = await useRawServer((socket) => socket.end());
  const web = await useHttpServer((_request, response) => response.end("hello"));
  for (const port of [silent.port, web]) {
    expect((await refusedBy(`127.0.0.1:${port}`)).message).toBe(
      `the proxy 127.0.0.1:${port} closed the connection before it connected to novu.test:443`,
    );
  }
});

test("a proxy that floods with headers is none", async () => {
  const { port } = await useRawServer((socket) => {
    socket.end(`HTTP/1.1 200 OK\r\n${`x-a: ${"a".repeat(1_000)}\r\n`.repeat(100)}\r\n`);
  });
  expect((await refusedBy(`127.0.0.1:${port}`)).message).toContain("isn't a proxy");
});

test("nobody at the proxy's address, no such name, no TLS where it was promised", async () => {
  const { port } = await useRawServer((socket) => socket.end("HTTP/1.1 400 no\r\n\r\n"));
  expect((await refusedBy(`https://127.0.0.1:${port}`)).message).toBe(
    `the proxy 127.0.0.1:${port} doesn't speak TLS`,
  );
  expect((await refusedBy("http://127.0.0.1:1")).message).toBe("connection refused by the proxy 127.0.0.1:1");
  const host = `${"x".repeat(64)}.invalid`;
  expect((await refusedBy(`http://me:${PASSWORD}@${host}:3128`)).message).toBe(
    `the host name of the proxy ${host}:3128 can't be resolved`,
  );
});

test("a proxy that never answers is given up in time, and a tunnel to nowhere too", async () => {
  const mute = await useRawServer(() => {});
  expect((await refusedBy(`127.0.0.1:${mute.port}`, ["--connect-timeout", "200ms"])).message).toBe(
    `the proxy 127.0.0.1:${mute.port} didn't connect to novu.test:443 within 0.2 s`,
  );
  const hole = await useRawServer(() => {});
  const proxy = await useProxy({ to: hole.port });
  const end = await refusedBy(`127.0.0.1:${proxy.port}`, ["--connect-timeout", "200ms"]);
  expect([end.code, end.sent]).toEqual(["E_TIMEOUT", "no"]);
});

test("a proxy that ends inside the tunnel is a connection that broke", async () => {
  const { port } = await useRawServer((socket) =>
    socket.write("HTTP/1.1 200 OK\r\n\r\n", () => socket.destroy()),
  );
  expect((await refusedBy(`127.0.0.1:${port}`)).code).toBe("E_NETWORK");
});

test("Ctrl-C is heard while a proxy is silent", async () => {
  const controller = new AbortController();
  const mute = await useRawServer(() => controller.abort("SIGINT"));
  const end = await run(["whoami"], {
    env: { NOVU_SECRET_KEY: KEY, NOVU_API_URL: "https://novu.test", HTTPS_PROXY: `127.0.0.1:${mute.port}` },
    signal: controller.signal,
  });
  expect(end.code).toBe(130);
});

test("a proxy's address that can't be used stops the run before anything is sent, its password unseen", async () => {
  const sandbox = await useSandbox();
  for (const proxy of [
    `socks5://me:${PASSWORD}@proxy:1080`,
    `me:${PASSWORD}@pro xy:1`,
    `http://me:${CREDENTIALS}@proxy:1`,
    "",
  ]) {
    for (const more of [[], ["--json"], ["-vv"]]) {
      const end = await run(["whoami", "--proxy", proxy, ...more], { env: sandbox.env });
      expect([end.code, end.stderr.includes("E_URL")]).toEqual([2, true]);
      withoutPassword([end.stdout, end.stderr]);
    }
  }
  expect(sandbox.wire()).toEqual([]);
});

test.each([["--proxy", `http://me:${PASSWORD}@proxy:1`], [`--proxy=me:${PASSWORD}@proxy:1`]])(
  "the line that is shown put right shows no password: %s",
  async (...words) => {
    const end = await run([
      "action",
      "set",
      "alice",
      "65f0c1a9b2d4e6f8a0b1c2d3",
      "primry",
      "--status",
      "done",
      ...words,
    ]);
    expect(end.stderr).toContain("try: novu-msg action set alice");
    withoutPassword([end.stderr]);
  },
);

const doctorAt = async (proxy: TestProxy, env: Record<string, string>, argv: string[] = []) => {
  const end = await run(["doctor", "--json", ...argv], {
    env: { NOVU_MSG_CONFIG_DIR: "/nowhere/at/all", ...env },
  });
  const checks: { id: string; state: string; finding: string; details: object }[] = JSON.parse(
    end.stdout,
  ).checks;
  withoutPassword([end.stdout, end.stderr]);
  const line = (id: string) => {
    const { state = "", finding = "" } = checks.find((check) => check.id === id) ?? {};
    return `${state}: ${finding.replace(/\d+ ms/, "0 ms").replaceAll(String(proxy.port), "PORT")}`;
  };
  return { code: end.code, line };
};

test("doctor looks through the proxy, and says which it is and why", async () => {
  const { proxy, env } = await useHiddenSandbox({ credentials: CREDENTIALS });
  const url = `http://me:${PASSWORD}@127.0.0.1:${proxy.port}`;
  const { code, line } = await doctorAt(proxy, { ...env, http_proxy: url, NO_PROXY: "a.example" });
  expect([code, line("dns"), line("proxy"), line("connection"), line("key")]).toEqual([
    0,
    "skip: not checked: the proxy resolves the name",
    "pass: 127.0.0.1:PORT, from http_proxy; also set: NO_PROXY=a.example",
    "pass: through the proxy 127.0.0.1:PORT in 0 ms",
    "pass: accepted: environment Development (dev)",
  ]);
  expect(new Set(proxy.requests().map((asked) => JSON.stringify(asked))).size).toBe(1);
});

withOpenssl("doctor sees the certificate behind the proxy, and knows --ca-file", async () => {
  const { authority, proxy, env } = await useHiddenTls();
  const argv = ["--ca-file", authority.file, "--proxy", `127.0.0.1:${proxy.port}`];
  const { line } = await doctorAt(proxy, env, argv);
  expect([line("ca-file"), line("tls")]).toEqual([
    `pass: --ca-file: ${authority.file}, 1 certificate`,
    expect.stringMatching(/^pass: TLSv1.3, certificate by Test Authority, valid for/),
  ]);
});

test("doctor of a proxy that refuses, of one that is not used, and of one that cannot be", async () => {
  const { proxy, env } = await useHiddenSandbox({ credentials: CREDENTIALS });
  const url = `http://me:${PASSWORD}x@127.0.0.1:${proxy.port}`;
  const refused = await doctorAt(proxy, { ...env, HTTP_PROXY: url });
  expect([refused.code, refused.line("connection"), refused.line("api")]).toEqual([
    7,
    "fail: the proxy 127.0.0.1:PORT rejected the user name and password (407)",
    "skip: not checked: there is no connection",
  ]);
  const sandbox = await useSandbox();
  const local = await doctorAt(proxy, { ...sandbox.env, HTTP_PROXY: url });
  expect([local.code, local.line("proxy")]).toEqual([
    0,
    "pass: none: not used for this machine; set: HTTP_PROXY=http://••••••••@127.0.0.1:PORT",
  ]);
  const unusable = await doctorAt(proxy, { ...env, HTTP_PROXY: `socks5://me:${PASSWORD}@proxy` });
  expect([unusable.code, unusable.line("proxy"), unusable.line("connection")]).toEqual([
    2,
    `fail: "socks5://••••••••@proxy" from HTTP_PROXY isn't a valid proxy URL`,
    "skip: not checked: the proxy or the CA file can't be used",
  ]);
});
