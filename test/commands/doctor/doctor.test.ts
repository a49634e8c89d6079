import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { OLDEST_NODE } from "../../../src/commands/doctor/setup-checks.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { KEY, type TestSandbox, useSandbox } from "../../support/sandbox.js";
import { useTempDir } from "../../support/temp-dir.js";
import { diagnose } from "./diagnose.js";

const onlyRead = ({ requests }: TestSandbox) =>
  expect([...new Set(requests.map(({ method, body }) => `${method}${body}`))]).toEqual(["GET"]);

test("doctor takes a time limit and nothing else", async () => {
  expect(await inputOf(["doctor"])).toEqual({ limitMs: 5_000 });
  expect(await inputOf(["doctor", "--check-timeout", "20s"])).toEqual({ limitMs: 20_000 });
  expect(await refusalOf(["doctor", "now"])).toContain("E_USAGE");
});

test("the oldest Node is the one that package.json names", () => {
  const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(engines.node).toBe(`>=${OLDEST_NODE}`);
});

test("a good setup: every line, and six reading requests", async () => {
  const sandbox = await useSandbox();
  const folder = `${useTempDir()}/none`;
  const { code, lines, document } = await diagnose({ ...sandbox.env, NOVU_MSG_CONFIG_DIR: folder });
  expect(lines).toEqual([
    "warn program: novu-msg 0.0.0-test on Node 20.18.1; 22 and later start faster",
    `info config-folder: ${folder}, doesn't exist yet`,
    `info config-file: ${folder}/config.json, doesn't exist yet`,
    "info profiles: none yet",
    `pass address: ${sandbox.url}, from NOVU_API_URL`,
    "pass level: write, the default",
    "info dns: not needed: 127.0.0.1 is an IP address",
    "info proxy: not set",
    "info ca-file: --ca-file and NODE_EXTRA_CA_CERTS aren't set",
    "pass connection: to 127.0.0.1 in 0 ms",
    "info tls: plain http, within this machine",
    "pass key-source: NOVU_SECRET_KEY",
    "pass key: accepted: environment Development (dev)",
    `pass api: a Novu API answers at ${sandbox.url}`,
    "pass server-version: 3.19.0",
    "pass latency: 0 ms, median of 3 responses; connection 0 ms",
    "pass clock: matches the server's",
    "pass route-messages: GET /v1/messages returns a list",
    "info route-actions: inferred from the v1 messages list and from the server's version, 3.19.0; only a write could confirm it",
    "pass route-notifications: v2 notification routes available",
    "info rate-limit: off: no RateLimit headers",
    "skip idempotency: not checked: only a write could confirm it",
    "pass deprecation: no deprecation notices",
  ]);
  expect([code, document.schema, document.ok]).toEqual([0, 1, true]);
  expect(document.checks.map(({ group }) => group).filter((group, at, all) => all[at - 1] !== group)).toEqual(
    ["setup", "network", "key", "server"],
  );
  expect(sandbox.wire().sort()).toEqual([
    "GET /v1/environments/me",
    "GET /v1/health-check",
    "GET /v1/health-check",
    "GET /v1/health-check",
    "GET /v1/messages?limit=1",
    "GET /v2/subscribers/novu-msg-doctor/notifications?limit=1",
  ]);
});

test("the health check is asked without the key, everything else with it", async () => {
  const sandbox = await useSandbox();
  await diagnose(sandbox.env);
  for (const { path, headers } of sandbox.requests) {
    expect([path, headers.authorization]).toEqual([
      path,
      path === "/v1/health-check" ? undefined : `ApiKey ${KEY}`,
    ]);
  }
});

test("a newer Node passes, one below the floor fails", async () => {
  const sandbox = await useSandbox();
  const { createFakeHost } = await import("../../support/host.js");
  const { runCli } = await import("../../../src/cli/run-cli.js");
  const checkOf = async (nodeVersion: string) => {
    const { host, stdout } = createFakeHost({ argv: ["doctor", "--json"], env: sandbox.env });
    const code = await runCli({ ...host, nodeVersion, home: useTempDir() });
    return [code, JSON.parse(stdout()).checks[0].state, JSON.parse(stdout()).checks[0].details.code];
  };
  expect(await checkOf("24.1.0")).toEqual([0, "pass", undefined]);
  expect(await checkOf("20.18.0")).toEqual([3, "fail", "E_NODE"]);
  expect(await checkOf("18.20.9")).toEqual([3, "fail", "E_NODE"]);
});

test("rate limits are told, by the category that actions count in", async () => {
  const sandbox = await useSandbox({
    rateLimit: { requests: 300, seconds: 5, categories: { configuration: 100 } },
    idempotency: true,
  });
  const { code, check } = await diagnose(sandbox.env);
  expect(code).toBe(0);
  expect(check("rate-limit")).toEqual({
    id: "rate-limit",
    group: "server",
    state: "pass",
    finding: "on: 100 requests per 5 s, 110 at once, 109 left, category configuration",
    next: [],
    details: {
      on: true,
      limit: 100,
      remaining: 109,
      resetSeconds: expect.any(Number),
      windowSeconds: 5,
      burst: 110,
      category: "configuration",
      policy:
        '100;w=5;burst=110;comment="token bucket";category="configuration";cost="single";serviceLevel="free"',
    },
  });
  expect(check("idempotency").state).toBe("skip");
  onlyRead(sandbox);
});

test("a limit that is used up is exit 9", async () => {
  const sandbox = await useSandbox({ rateLimit: { requests: 1, seconds: 600 } });
  const { code, amiss } = await diagnose(sandbox.env);
  expect(code).toBe(9);
  expect(amiss[0]).toBe("fail route-messages: Novu's rate limit is reached");
  onlyRead(sandbox);
});

test("an old server without v2 is no failure", async () => {
  const sandbox = await useSandbox({ server: "2.0" });
  const { code, check, amiss } = await diagnose(sandbox.env);
  expect([code, amiss]).toEqual([0, []]);
  expect(check("route-notifications")).toMatchObject({
    state: "info",
    finding: "no v2 routes: --api v2 can't be used",
    details: { exists: false, generation: "v1" },
  });
  expect(check("server-version").finding).toBe("2.0.0");
  onlyRead(sandbox);
});

test.each(["3.15", "3.19"] as const)(
  "%s: v1 actions are said to be deprecated, and why they are used",
  async (server) => {
    const sandbox = await useSandbox({ server });
    const { check } = await diagnose(sandbox.env);
    expect(check("route-notifications")).toMatchObject({
      state: "pass",
      details: { exists: true, generation: "v2" },
      next: [
        { advice: expect.stringMatching(/v1 actions deprecated .* in favor of v2/) },
        { advice: expect.stringMatching(/^v2 can't carry a payload, so novu-msg uses v1 by default/) },
      ],
    });
  },
);

test("a wrong key is exit 4, and no key is shown", async () => {
  const sandbox = await useSandbox();
  const wrong = "deadbeefdeadbeefdeadbeefdeadbeef";
  const { code, document, check } = await diagnose({ ...sandbox.env, NOVU_SECRET_KEY: wrong });
  expect([code, document.ok]).toEqual([4, false]);
  expect(check("key")).toEqual({
    id: "key",
    group: "key",
    state: "fail",
    finding: "Novu doesn't accept this API key",
    next: [
      { command: "novu-msg sandbox env", when: "to print the sandbox's key" },
      { advice: `The key comes from NOVU_SECRET_KEY, the URL ${sandbox.url} from NOVU_API_URL.` },
      { advice: "A sandbox makes a new key each time it starts, unless you use --key." },
      {
        advice:
          "For a Novu on this machine, copy the key from its dashboard; NOVU_SECRET_KEY in its .env is something else.",
      },
      { advice: 'Server response (401): "API Key not found"' },
    ],
    details: { code: "E_UNAUTHORIZED", exit: 4 },
  });
  expect(check("api").state).toBe("pass");
  expect(check("route-messages").finding).toBe("not checked: the key isn't accepted");
  expect(JSON.stringify(document)).not.toContain(wrong);
  onlyRead(sandbox);
});

test("without any key the address is looked at all the same", async () => {
  const sandbox = await useSandbox();
  const { code, check, amiss } = await diagnose({ NOVU_API_URL: sandbox.url });
  expect([code, amiss]).toEqual([4, ["fail key-source: no API key found"]]);
  expect(check("key-source").next[0]).toEqual({
    command: "novu-msg profile add prod --region eu",
    when: "to enter the key, verify it and store it",
  });
  expect([check("api").state, check("server-version").finding]).toEqual(["pass", "3.19.0"]);
  expect(sandbox.wire()).toEqual(["GET /v1/health-check", "GET /v1/health-check", "GET /v1/health-check"]);
});

test("a path that is not the API's is told, and the way to look without it", async () => {
  const sandbox = await useSandbox();
  const { code, check } = await diagnose({ ...sandbox.env, NOVU_API_URL: `${sandbox.url}/novu/v1/` });
  expect(code).toBe(6);
  expect(check("api")).toMatchObject({
    state: "fail",
    finding: "the server doesn't know this Novu API route",
    details: { code: "E_NO_ROUTE" },
  });
  expect(check("api").next[0]).toEqual({
    command: `novu-msg doctor --api-url ${sandbox.url}`,
    when: "to check without the path /novu",
  });
  expect(check("key").state).toBe("skip");
  onlyRead(sandbox);
});

test("an address that is none stops only what needs it, and a key in its place is not shown", async () => {
  const { code, check, document } = await diagnose({ NOVU_SECRET_KEY: "mine", NOVU_API_URL: KEY });
  expect(code).toBe(2);
  expect(check("address")).toMatchObject({
    state: "fail",
    finding: `"••••••••" isn't an http or https URL`,
    details: { code: "E_URL" },
  });
  const held = document.checks.filter(({ finding }) => finding === "not checked: the URL can't be used");
  expect(held.map(({ id }) => id)).toEqual([
    "dns",
    "proxy",
    "connection",
    "tls",
    "key",
    "api",
    "server-version",
    "route-messages",
    "route-actions",
    "route-notifications",
  ]);
  expect(check("key-source").state).toBe("pass");
  expect(JSON.stringify(document)).not.toContain(KEY);
});

test("a pipe gets a line per check, a terminal groups with marks", async () => {
  const sandbox = await useSandbox();
  const env = { ...sandbox.env, NOVU_SECRET_KEY: "short", NOVU_MSG_CONFIG_DIR: useTempDir() };
  const pipe = await run(["doctor"], { env });
  expect(pipe.stderr).toBe("! 1 warning, 1 problem\n");
  expect(
    pipe.stdout
      .split("\n")
      .find((line) => line.startsWith("fail"))
      ?.split("\t"),
  ).toEqual([
    "fail",
    "key",
    "Novu doesn't accept this API key",
    expect.stringContaining("Novu keys are 32 hex characters; this isn't one."),
  ]);
  expect(pipe.stdout.trimEnd().split("\n")).toHaveLength(23);
  const terminal = await run(["doctor", "-v", "--color", "never"], {
    env,
    terminals: ["stdout"],
    columns: 80,
  });
  const lines = terminal.stdout.split("\n");
  expect(lines.filter((line) => /^ {2}[A-Z-]+$/.test(line))).toEqual([
    "  SETUP",
    "  NETWORK",
    "  KEY",
    "  SERVER",
  ]);
  expect(lines).toContain("  ✖ key            Novu doesn't accept this API key");
  expect(lines).toContain("  · idempotency    not checked: only a write could confirm it");
  expect(lines).toContain(`  ✔ address        ${sandbox.url}, from NOVU_API_URL`);
  const program = lines.findIndex((line) => line.startsWith("  ! program"));
  expect(lines.slice(program, program + 3)).toEqual([
    "  ! program        novu-msg 0.0.0-test on Node 20.18.1; 22 and later start",
    "                   faster",
    "                   Install Node 22 or newer from nodejs.org.",
  ]);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(terminal.code).toBe(4);
});

test("--fields and --query pick from the document", async () => {
  const sandbox = await useSandbox();
  const states = await run(["doctor", "--query", "checks[?state=='pass'] | [0].id"], { env: sandbox.env });
  expect([states.code, states.stdout]).toEqual([0, "address\n"]);
  expect((await run(["doctor", "--json", "--fields", "ok"], { env: sandbox.env })).stdout).toBe(
    '{\n  "ok": true\n}\n',
  );
});

test("Ctrl-C ends it as it ends everything", async () => {
  const controller = new AbortController();
  controller.abort("SIGINT");
  const sandbox = await useSandbox();
  const { code, stdout } = await run(["doctor"], { env: sandbox.env, signal: controller.signal });
  expect([code, stdout]).toEqual([130, ""]);
});
