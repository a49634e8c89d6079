import { createServer } from "node:net";
import { expect, test } from "vitest";
import { runCli } from "../../../src/cli/run-cli.js";
import { createFakeHost } from "../../support/host.js";
import { listen, useNovuServer } from "../../support/loopback-server.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const started = {
  server: "3.19",
  port: 0,
  keys: [],
  printEnv: false,
  idempotency: false,
  rateLimit: undefined,
  deliverAfter: 0,
  faults: [],
  seed: undefined,
  stopAfter: undefined,
  isBackground: false,
  stateFile: undefined,
};

const accepted: readonly [readonly string[], unknown][] = [
  [["start"], started],
  [
    [
      "start",
      "--server",
      "2.0",
      "--port",
      "4000",
      "--key",
      "a",
      "--key",
      "b",
      "--print-env",
      "--idempotency",
      "--rate-limit",
      "100/5",
      "--fault",
      "reset-after",
      "--fault",
      "error-503",
    ],
    {
      server: "2.0",
      port: 4000,
      keys: ["a", "b"],
      printEnv: true,
      idempotency: true,
      rateLimit: { requests: 100, seconds: 5 },
      deliverAfter: 0,
      faults: [{ name: "reset-after" }, { name: "error-503" }],
      seed: undefined,
      stopAfter: undefined,
      isBackground: false,
      stateFile: undefined,
    },
  ],
  [
    ["start", "--background", "--seed", "a.json", "--stop-after", "8h"],
    { ...started, isBackground: true, seed: "a.json", stopAfter: 8 * 3_600_000 },
  ],
  [["start", "--state-file", "b.json"], { ...started, stateFile: "b.json" }],
  [["stop"], { port: undefined, isAll: false }],
  [["stop", "--port", "3000"], { port: 3000, isAll: false }],
  [["stop", "--all"], { port: undefined, isAll: true }],
  [["seed", "--file", "-"], { file: "-" }],
  [["seed"], { subscriberId: "sub-1", workflow: "approval", count: 1 }],
  [
    ["seed", "--subscriber", "x", "--workflow", "notice", "--count", "3"],
    { subscriberId: "x", workflow: "notice", count: 3 },
  ],
  [["press", ID, "primary"], { messageId: ID, button: { type: "primary" }, afterMs: 0 }],
  [
    ["press", "--button", "secondary", "--message", ID, "--after", "500ms"],
    { messageId: ID, button: { type: "secondary" }, afterMs: 500 },
  ],
  [["demo"], { fast: false }],
  [["demo", "--fast"], { fast: true }],
];

test.each(accepted)("sandbox %j is understood", async (words, input) => {
  expect(await inputOf(["sandbox", ...words])).toEqual(input);
});

const refused: readonly [readonly string[], string][] = [
  [["start", "--server", "3"], `E_ENUM: "3" isn't a server version`],
  [["start", "--port", "70000"], `E_USAGE: "70000" isn't a whole number from 0 to 65535`],
  [["start", "--rate-limit", "0/5"], `E_USAGE: "0/5" isn't a rate limit`],
  [["start", "--fault", "hang"], `E_ENUM: "hang" isn't a fault`],
  [["start", "--stop-after", "soon"], `E_USAGE: "soon" isn't a duration`],
  [["stop", "--port", "0"], `E_USAGE: "0" isn't a whole number from 1 to 65535`],
  [
    ["seed", "--file", "x", "--count", "2"],
    "E_CONFLICT: --file can't be combined with --count; put that into the file",
  ],
  [["seed", "--count", "0"], `E_USAGE: "0" isn't a whole number from 1 to 10000`],
  [["press", ID, "primry"], `E_ENUM: "primry" isn't a button. Did you mean "primary"?`],
  [["press", ID, "primary", "--after", "soon"], `E_USAGE: "soon" isn't a duration`],
];

test.each(refused)("sandbox %j is refused", async (words, refusal) => {
  expect((await refusalOf(["sandbox", ...words])).startsWith(refusal)).toBe(true);
});

test("start says where it is, serves until the signal, and frees its port", async () => {
  const controller = new AbortController();
  const { host, stdout } = createFakeHost({
    argv: ["sandbox", "start", "--key", "k", "--print-env"],
    signal: controller.signal,
  });
  const running = runCli(host);
  await expect.poll(stdout).toContain("export NOVU_SECRET_KEY=k\n");
  const url = /NOVU_API_URL=(\S+)/.exec(stdout())?.[1] ?? "";
  const env = { NOVU_API_URL: url, NOVU_SECRET_KEY: "k" };
  expect((await run(["whoami", "--query", "environment.name"], { env })).stdout).toBe("Development\n");
  controller.abort("SIGINT");
  expect(await running).toBe(130);
  expect((await run(["whoami"], { env })).code).toBe(7);
});

test("a port that is taken is said so", async () => {
  const port = await listen(createServer(), () => {});
  const { code, stderr } = await run(["sandbox", "start", "--port", String(port)]);
  expect(code).toBe(2);
  expect(stderr).toContain(`error: port ${port} is in use   [E_PORT · exit 2]`);
  expect(stderr).toContain(`novu-msg sandbox stop --port ${port}\n`);
});

test("seed makes messages and press presses their buttons", async () => {
  const sandbox = await useSandbox();
  const seeded = await run(["sandbox", "seed", "--count", "2", "--json"], { env: sandbox.env });
  const messages = JSON.parse(seeded.stdout) as { messageId: string }[];
  expect(messages).toHaveLength(2);
  const id = messages[0]?.messageId ?? "";
  const pressed = await run(["sandbox", "press", id, "secondary"], { env: sandbox.env });
  expect([pressed.code, pressed.stderr]).toEqual([0, "✔ secondary pressed\n"]);
  const state = await run(["action", "get", "sub-1", id, "--query", "cta.action.result.type"], {
    env: sandbox.env,
  });
  expect(state.stdout).toBe("secondary\n");
});

test("a press can come later, while the command itself ends at once", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const state = async () =>
    (await run(["action", "get", "sub-1", id, "--query", "cta.action.status"], { env: sandbox.env })).stdout;
  expect(
    (await run(["sandbox", "press", id, "primary", "--after", "300ms"], { env: sandbox.env })).code,
  ).toBe(0);
  expect(await state()).toBe("pending\n");
  await expect.poll(state).toBe("done\n");
});

test("nothing but a sandbox is seeded, pressed or told to fail", async () => {
  const requests: string[] = [];
  const env = await useNovuServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(404, { "content-type": "application/json" });
    response.end(
      JSON.stringify({ statusCode: 404, message: `Cannot GET ${request.url}`, error: "Not Found" }),
    );
  });
  const lines = [
    ["seed"],
    ["press", ID, "primary"],
    ["fault", "huge"],
    ["fault", "--armed"],
    ["fault", "--clear"],
  ];
  for (const words of lines) {
    const { code, stderr } = await run(["sandbox", ...words], { env });
    expect(code).toBe(12);
    expect(stderr).toContain("[E_NOT_SANDBOX · exit 12]");
  }
  expect(requests).toEqual(lines.map(() => "GET /__sandbox"));
});

test("the demo shows the main job with its real output, whatever Novu variables are set", async () => {
  const { code, stdout, stderr } = await run(["sandbox", "demo"], {
    env: { NOVU_SECRET_KEY: "mine", NOVU_API_URL: "http://127.0.0.1:9", NOVU_MSG_PROFILE: "mine" },
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/\$ novu-msg action set alice [0-9a-f]{24} primary --status done --set by=phone\n/);
  expect(stdout).toContain('primary\tApprove\tdone\t{"by":"phone"}\t\n');
  expect(stdout).toContain("(exit 2)");
  expect(stdout).toContain("Next, with your own Novu:");
  expect(stderr).toContain(`error: "primry" isn't a button. Did you mean "primary"?`);
});

test("press takes a label, and refuses one that no button has", async () => {
  const sandbox = await useSandbox();
  const [{ messageId = "" } = {}] = sandbox.seed({ labels: { primary: "Yes, please", secondary: "No" } });
  const press = (label: string) => run(["sandbox", "press", messageId, label, "--json"], sandbox);
  expect(JSON.parse((await press("yes, PLEASE")).stdout)).toMatchObject({ button: "primary" });
  expect(JSON.parse((await press("No")).stdout)).toMatchObject({ button: "secondary" });
  const unknown = await press("Later");
  expect(unknown.code).toBe(6);
  expect(unknown.stderr).toContain('has no button \\"Later\\"');
  expect((await press("primry")).code).toBe(2);
});

test("at a terminal the demo pauses before each step, unless --fast", async () => {
  const pausesOf = async (
    words: readonly string[],
    terminals: readonly ("stdin" | "stdout" | "stderr")[],
  ) => {
    const pauses: number[] = [];
    const sleep = async (ms: number) => void pauses.push(ms);
    const { code } = await run(["sandbox", "demo", ...words], { terminals, sleep });
    expect(code).toBe(0);
    return pauses;
  };
  expect(await pausesOf([], ["stdin", "stdout", "stderr"])).toEqual(Array(5).fill(2_000));
  expect(await pausesOf(["--fast"], ["stdin", "stdout", "stderr"])).toEqual([]);
  expect(await pausesOf([], [])).toEqual([]);
});
