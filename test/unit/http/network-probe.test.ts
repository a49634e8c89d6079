import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import { createNetworkProbe, runWithTimeout } from "../../../src/http/network-probe.js";
import { isProgramMissing } from "../../support/missing-program.js";
import { selfSigned } from "../../support/self-signed.js";
import { useTempDir } from "../../support/temp-dir.js";
import { failureOf, refusalOf } from "../failures/failure-of.js";
import { at, refusedPort, useRawServer } from "./loopback.js";

const probe = (part: Partial<Parameters<typeof createNetworkProbe>[0]> = {}) =>
  createNetworkProbe({
    env: {},
    timeouts: { connectMs: 5_000, requestMs: 5_000 },
    signal: new AbortController().signal,
    now: () => 0,
    ...part,
  });

test("an IP address needs no DNS lookup, with or without brackets", async () => {
  expect(await probe().resolve("http://127.0.0.1:3000")).toEqual(["127.0.0.1"]);
  expect(await probe().resolve("http://[::1]:3000")).toEqual(["::1"]);
});

test("a name that does not exist", async () => {
  const host = `${"x".repeat(64)}.invalid`;
  expect(await refusalOf(() => probe().resolve(`https://${host}`))).toBe(
    `E_DNS: the host name ${host} can't be resolved`,
  );
});

test("a connection is made, timed and closed, and nothing is sent", async () => {
  const times = [100, 107];
  const server = await useRawServer(() => {});
  const line = await probe({ now: () => times.shift() ?? 0 }).connect(at(server.port), {});
  expect(line).toEqual({
    address: "127.0.0.1",
    isThroughProxy: false,
    connectMs: 7,
    encryption: undefined,
  });
  expect([server.connections(), server.received()]).toEqual([1, ""]);
});

test("a closed port", async () => {
  const port = await refusedPort();
  expect(await refusalOf(() => probe().connect(at(port), {}))).toBe(
    `E_CONNECT: connection refused by 127.0.0.1:${port}`,
  );
});

test("an aborted run ends the probe", async () => {
  const controller = new AbortController();
  const server = await useRawServer(() => controller.abort("SIGINT"));
  const { code } = await failureOf(() =>
    probe({ signal: controller.signal }).connect(`https://127.0.0.1:${server.port}`, {}),
  );
  expect(code).toBe("E_INTERRUPTED");
});

test("late work fails with the given error; work in time gives its result", async () => {
  const late = () => new Failure("E_TIMEOUT", "late");
  const { signal } = new AbortController();
  expect(await refusalOf(() => runWithTimeout(new Promise(() => {}), 5, late, signal))).toBe(
    "E_TIMEOUT: late",
  );
  expect(await runWithTimeout(Promise.resolve(7), 5_000, late, signal)).toBe(7);
  await expect(runWithTimeout(Promise.reject(new Error("x")), 5_000, late, signal)).rejects.toThrow("x");
});

const caFile = async (file: string) => (await probe({ caFile: file }).caFiles())[0];

test("CA files that are missing or can't be used", async () => {
  const folder = useTempDir();
  const text = path.join(folder, "text.pem");
  const cut = path.join(folder, "cut.pem");
  mkdirSync(path.join(folder, "folder"));
  writeFileSync(text, "hello");
  writeFileSync(cut, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  expect(await probe().caFiles()).toEqual([]);
  expect(await probe({ env: { NODE_EXTRA_CA_CERTS: "" } }).caFiles()).toEqual([]);
  const problems = [];
  for (const file of [`${folder}/none`, `${folder}/folder`, text, cut])
    problems.push((await caFile(file))?.problem);
  expect(problems).toEqual([
    "no such file",
    "it is a folder",
    "it contains no PEM certificate",
    "it contains no PEM certificate",
  ]);
});

test.skipIf(isProgramMissing("openssl"))(
  "a file of authorities, whole or with one that is broken",
  async () => {
    const { file, cert } = selfSigned();
    const whole = { file, pems: [cert.toString().trim()], problem: undefined };
    expect(await probe({ caFile: file, env: { NODE_EXTRA_CA_CERTS: file } }).caFiles()).toEqual([
      { ...whole, source: "NODE_EXTRA_CA_CERTS" },
      { ...whole, source: "--ca-file" },
    ]);
    writeFileSync(file, `${cert}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`);
    expect(await caFile(file)).toMatchObject({
      pems: [cert.toString().trim()],
      problem: "one of its certificates is invalid",
    });
  },
);
