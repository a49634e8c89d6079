import { createServer as createTlsServer } from "node:https";
import net from "node:net";
import { expect, test } from "vitest";
import { listen, useNovuServer } from "../../support/loopback-server.js";
import { isProgramMissing } from "../../support/missing-program.js";
import { KEY, useSandbox } from "../../support/sandbox.js";
import { selfSigned } from "../../support/self-signed.js";
import { refusedPort, useRawServer } from "../../unit/http/loopback.js";
import { diagnose } from "./diagnose.js";

/** A server of the test's own in Novu's place, and what it was asked. */
const useAnswers = async (
  answer: (
    path: string,
  ) => readonly [status: number, body: string, headers?: Record<string, string | string[]>],
) => {
  const asked: string[] = [];
  const keys: (string | undefined)[] = [];
  const env = await useNovuServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    keys.push(request.headers.authorization);
    const [status, body, headers = { "content-type": "application/json" }] = answer(request.url ?? "");
    response.writeHead(status, headers).end(body);
  });
  return { env, asked, keys };
};

const HEALTH = { data: { status: "ok", info: { apiVersion: { version: "3.15.0", status: "up" } } } };

const goodAnswer = (path: string): string => {
  if (path.includes("health")) return JSON.stringify(HEALTH);
  return path.includes("environments") ? '{"data":{"_id":"x","name":"Dev"}}' : '{"data":[]}';
};

test("a server that is down: the rest says why it was not looked at", async () => {
  const port = await refusedPort();
  const { code, check, amiss, document } = await diagnose({
    NOVU_SECRET_KEY: KEY,
    NOVU_API_URL: `http://127.0.0.1:${port}`,
  });
  expect([code, amiss]).toEqual([7, [`fail connection: connection refused by 127.0.0.1:${port}`]]);
  expect(check("connection")).toMatchObject({
    next: [{ advice: "Is the server running, and is this its API port?" }],
    details: { code: "E_CONNECT", exit: 7 },
  });
  expect(
    document.checks
      .filter(({ finding }) => finding === "not checked: there is no connection")
      .map(({ id }) => id),
  ).toEqual(["key", "api", "server-version", "route-messages", "route-actions", "route-notifications"]);
});

test("a dashboard's page: not Novu's API, and the key was not sent there", async () => {
  const page = "<!doctype html><title>Novu</title>";
  const { env, asked, keys } = await useAnswers(() => [200, page, { "content-type": "text/html" }]);
  const { code, check, amiss } = await diagnose(env);
  expect([code, amiss]).toEqual([
    12,
    [`fail api: the server isn't a Novu API: 200 with an HTML page titled "Novu"`],
  ]);
  expect(check("api").next).toEqual([
    { advice: "Check the URL: the dashboard and the API have different hosts or ports." },
  ]);
  expect(check("key").finding).toBe("not checked: the key is only sent to a server that looks like Novu");
  expect([new Set(asked), new Set(keys)]).toEqual([new Set(["GET /v1/health-check"]), new Set([undefined])]);
});

test("a redirect is not followed, and the key stays here", async () => {
  const { env, keys } = await useAnswers(() => [302, "", { location: "https://elsewhere.invalid/" }]);
  const { code, check } = await diagnose(env);
  expect([code, check("api").details.code]).toEqual([12, "E_REDIRECT"]);
  expect(new Set(keys)).toEqual(new Set([undefined]));
});

test("a server that hangs: doctor ends in time and says so", async () => {
  const server = await useRawServer(() => {});
  const { code, check, amiss } = await diagnose(
    { NOVU_SECRET_KEY: KEY, NOVU_API_URL: `http://127.0.0.1:${server.port}` },
    ["--check-timeout", "300ms"],
  );
  expect([code, amiss]).toEqual([
    7,
    [`fail api: no complete response from 127.0.0.1:${server.port} within 0.3 s`],
  ]);
  expect(check("api").next).toEqual([{ advice: "Allow more time with --check-timeout 20s." }]);
  expect(check("key").finding).toBe("not checked: the server doesn't respond");
  expect(server.received()).not.toContain(KEY);
});

test("the run's own time-outs count where they are shorter", async () => {
  const server = await useRawServer(() => {});
  const { amiss } = await diagnose(
    { NOVU_SECRET_KEY: KEY, NOVU_API_URL: `http://127.0.0.1:${server.port}` },
    ["--request-timeout", "200ms"],
  );
  expect(amiss).toEqual([`fail api: no complete response from 127.0.0.1:${server.port} within 0.2 s`]);
});

test("a handshake that never ends", async () => {
  const server = await useRawServer(() => {});
  const { code, amiss } = await diagnose(
    { NOVU_SECRET_KEY: KEY, NOVU_API_URL: `https://127.0.0.1:${server.port}` },
    ["--check-timeout", "300ms"],
  );
  expect([code, amiss]).toEqual([
    7,
    [`fail connection: no connection to 127.0.0.1:${server.port} within 0.3 s`],
  ]);
});

test("a server in trouble is exit 9", async () => {
  const { env, asked } = await useAnswers(() => [500, '{"statusCode":500,"message":"boom","errorId":"e-1"}']);
  const { code, check, amiss } = await diagnose(env);
  expect([code, amiss]).toEqual([
    9,
    ["fail key: Novu returned a server error (500)", "fail api: Novu returned a server error (500)"],
  ]);
  expect(check("api").next).toEqual([
    { advice: 'Server response (500): "boom"' },
    { advice: "For Novu's support: errorId e-1" },
  ]);
  expect(asked.filter((line) => !line.startsWith("GET "))).toEqual([]);
});

test("only the health check is in trouble: a warning", async () => {
  const { env } = await useAnswers((path) =>
    path.includes("health") ? [503, "{}"] : [200, goodAnswer(path)],
  );
  const { code, amiss } = await diagnose(env);
  expect([code, amiss]).toEqual([
    0,
    ["warn api: responds, but its health check fails: Novu returned a server error (503)"],
  ]);
});

test("a server that tells no version and has no health check of Novu's form", async () => {
  const { env } = await useAnswers((path) => [200, path.includes("health") ? "{}" : goodAnswer(path)]);
  const { code, check } = await diagnose(env);
  expect([code, check("api").state, check("server-version").finding]).toEqual([
    0,
    "info",
    "unknown: the server doesn't say",
  ]);
});

const withOpenssl = test.skipIf(isProgramMissing("openssl"));

withOpenssl("a certificate that nobody vouches for: who made it is told, and nothing is sent", async () => {
  const seen: string[] = [];
  const server = createTlsServer(selfSigned(90), (request, response) => {
    seen.push(`${request.url}`);
    response.end("{}");
  });
  server.on("tlsClientError", () => {});
  const port = await listen(server, () => server.closeAllConnections());
  const { code, check, amiss } = await diagnose({
    NOVU_SECRET_KEY: KEY,
    NOVU_API_URL: `https://127.0.0.1:${port}`,
  });
  expect([code, amiss]).toEqual([
    7,
    [
      `fail tls: the certificate of 127.0.0.1:${port} isn't trusted: certificate by 127.0.0.1, valid for 89 more days`,
    ],
  ]);
  expect(check("tls")).toMatchObject({
    next: [{ advice: "For a private certificate authority, use --ca-file." }],
    details: { code: "E_TLS", encrypted: true, protocol: "TLSv1.3", issuer: "127.0.0.1", daysLeft: 89 },
  });
  expect(check("key").finding).toBe("not checked: the certificate isn't trusted");
  expect(seen).toEqual([]);
});

test("https spoken to a port of plain http", async () => {
  const server = await useRawServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const { code, amiss } = await diagnose({
    NOVU_SECRET_KEY: KEY,
    NOVU_API_URL: `https://127.0.0.1:${server.port}`,
  });
  expect([code, amiss]).toEqual([7, [`fail connection: 127.0.0.1:${server.port} doesn't speak TLS`]]);
});

test("a port that takes the connection and drops it", async () => {
  const server = net.createServer((socket) => socket.destroy());
  const port = await listen(server, () => {});
  const { code, check } = await diagnose({ NOVU_SECRET_KEY: KEY, NOVU_API_URL: `http://127.0.0.1:${port}` });
  expect([code, check("api").details.code]).toEqual([7, "E_NETWORK"]);
});

test("a host name that nobody knows", async () => {
  const host = `${"x".repeat(64)}.invalid`;
  const { code, check, amiss } = await diagnose({ NOVU_SECRET_KEY: KEY, NOVU_API_URL: `https://${host}` });
  expect([code, amiss]).toEqual([7, [`fail dns: the host name ${host} can't be resolved`]]);
  expect(check("tls").finding).toBe("not checked: the host name doesn't resolve");
});

test("a clock that is off is a warning either way", async () => {
  const sandbox = await useSandbox();
  const shifted = async (ms: number) =>
    (await diagnose(sandbox.env, [], { now: () => Date.now() + ms })).check("clock");
  expect(await shifted(90_000)).toMatchObject({
    state: "warn",
    finding: expect.stringMatching(/^(?:89|90|91) s ahead of the server's$/),
    details: { aheadSeconds: expect.any(Number) },
  });
  expect((await shifted(-3_600_000)).finding).toMatch(/^(?:3599|3600|3601) s behind the server's$/);
  expect((await shifted(20_000)).state).toBe("pass");
});

test("no date, or none that is one", async () => {
  const { env } = await useAnswers((path) => [200, goodAnswer(path), { date: "soon" }]);
  expect((await diagnose(env)).check("clock")).toMatchObject({
    state: "info",
    finding: "unknown: no response had a date",
  });
});

test("an announced end is told, with its dates and where to read on", async () => {
  const { env } = await useAnswers((path) => [
    200,
    goodAnswer(path),
    path.startsWith("/v1/messages")
      ? {
          deprecation: "@1767225600",
          sunset: "Fri, 01 Jan 2027 00:00:00 GMT",
          link: ['<https://docs.novu.co/x>; rel="next"', '<https://docs.novu.co/end>; rel="deprecation"'],
        }
      : {},
  ]);
  const { code, check } = await diagnose(env);
  expect(code).toBe(0);
  expect(check("deprecation")).toMatchObject({
    state: "warn",
    finding: "GET /v1/messages is deprecated (2026-01-01) and ends 2027-01-01",
    next: [{ advice: "The server points to https://docs.novu.co/end" }],
  });
});

test("a file of authorities that Node passes over is a warning", async () => {
  const sandbox = await useSandbox();
  const { code, check } = await diagnose({ ...sandbox.env, NODE_EXTRA_CA_CERTS: "/nowhere/ca.pem" });
  expect([code, check("ca-file").state, check("ca-file").finding]).toEqual([
    0,
    "warn",
    "NODE_EXTRA_CA_CERTS names /nowhere/ca.pem, and no such file; Node ignores it",
  ]);
});

test("plain http to another machine: the key stays here", async () => {
  const { code, check } = await diagnose(
    { NOVU_SECRET_KEY: KEY, NOVU_API_URL: `http://${"x".repeat(64)}.invalid` },
    [],
  );
  expect(code).toBe(7); // The name is looked up first.
  expect(check("tls")).toMatchObject({ state: "fail", details: { code: "E_HTTP", exit: 3 } });
});

test("what a server writes cannot steer a terminal or fill it", async () => {
  const evil = `\u001b]0;owned\u0007${"v".repeat(5_000)}`;
  const { env } = await useAnswers((path) => [
    200,
    path.includes("health")
      ? JSON.stringify({ data: { status: "ok", info: { apiVersion: { version: evil } } } })
      : JSON.stringify({ data: { _id: "x", name: evil, type: evil } }),
  ]);
  const { run } = await import("../../support/run-cli.js");
  const { stdout } = await run(["doctor", "--color", "never"], { env, terminals: ["stdout"], columns: 80 });
  expect(stdout).not.toContain("\u001b");
  expect(stdout.length).toBeLessThan(6_000);
});
