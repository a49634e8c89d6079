import { expect, test } from "vitest";
import { useProfileHome } from "../support/profile-home.js";
import { run } from "../support/run-cli.js";
import { KEY, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

const suggested = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { code, stderr } = await run([...argv, "--json"], { env, home: useTempDir() });
  const { error } = JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? "");
  return {
    code,
    lines: error.next.map(({ command }: { command: string }) => command.replace(" --json", "")),
  };
};

test.each([
  ["api.novu.co", "https://api.novu.co"],
  ["eu.api.novu.co/v1", "https://eu.api.novu.co/v1"],
  ["novu.example.com:8443/api", "https://novu.example.com:8443/api"],
  ["localhost:3000", "http://localhost:3000"],
  ["127.0.0.1", "http://127.0.0.1"],
  ["https://dashboard.novu.co/env/dev/settings", "https://api.novu.co"],
  ["https://eu.dashboard.novu.co/?x=1#y", "https://eu.api.novu.co"],
  ["dashboard.novu.co", "https://api.novu.co"],
  ["https://web.novu.co", "https://api.novu.co"],
])("for --api-url %s, %s is suggested", async (typed, meant) => {
  const line = (url: string) => ["whoami", "--api-url", url];
  const { code, lines } = await suggested(line(typed));
  expect([code, lines]).toEqual([2, [`novu-msg ${line(meant).join(" ")}`]]);
});

test.each(["foo bar", "ftp://api.novu.co", "novu", "https://api.novu.co?x"])(
  "for --api-url %j nothing is guessed",
  async (typed) => {
    expect(await suggested(["whoami", "--api-url", typed])).toEqual({
      code: 2,
      lines: ["novu-msg whoami --help"],
    });
  },
);

test.each(["https://api.novu.co", "https://eu.api.novu.co/v1/", "https://novu.example.com/novu.co"])(
  "%s is an IP address of an API",
  async (url) => {
    const { stderr } = await run(["action", "get", "a", ID, "--api-url", url], { home: useTempDir() });
    expect(stderr).toContain("[E_NO_KEY · exit 4]");
  },
);

test("a page of the dashboard is no id", async () => {
  const page = `https://dashboard.novu.co/env/dev/subscribers/alice`;
  expect(await suggested(["action", "get", page, ID])).toEqual({
    code: 2,
    lines: ["novu-msg subscriber list"],
  });
  expect(await suggested(["action", "get", "alice", page])).toEqual({
    code: 2,
    lines: ["novu-msg message list"],
  });
});

test.each([
  ["30", ["novu-msg whoami --retries 10 --max-wait 10m"]],
  ["1500", ["novu-msg whoami --retries 10 --max-wait 26m"]],
  ["103680", []],
])("after Retry-After: %s, waiting is suggested only if it is long enough", async (seconds, lines) => {
  const sandbox = await useSandbox();
  sandbox.fault({ name: "rate-limit", times: "forever", retryAfter: seconds });
  const typed = await suggested(["whoami", "--retries", "0"], sandbox.env);
  expect(typed).toEqual({ code: 9, lines });
});

test("a profile that could not be stored is not examined by doctor", async () => {
  const sandbox = await useSandbox();
  const home = useProfileHome({ K: "wrong" });
  const add = async (...more: readonly string[]) =>
    (await run(["profile", "add", "p", "--key-env", "K", ...more], { env: home.env })).stderr;
  const refused = await add("--api-url", sandbox.url);
  expect(refused).toContain("A sandbox makes a new key each time it starts");
  expect(refused).toContain("try: novu-msg sandbox env");
  const unreachable = await add("--api-url", "http://127.0.0.1:9", "--retries", "0");
  expect(unreachable).toContain("--no-verify   (to store it without verifying it)");
  expect(refused + unreachable).not.toContain("doctor");
  expect(refused).not.toMatch(/\bUS\b|\bEU\b/);
});

test("a wrong key at this machine talks of no region", async () => {
  const sandbox = await useSandbox();
  const { stderr } = await run(["whoami"], { env: { ...sandbox.env, NOVU_SECRET_KEY: `${KEY}0` } });
  expect(stderr).toContain("[E_UNAUTHORIZED · exit 4]");
  expect(stderr).toContain("A sandbox makes a new key each time it starts");
  expect(stderr).not.toMatch(/\bUS\b|\bEU\b/);
});

test("one target cannot be named twice, whichever option names it", async () => {
  for (const argv of [
    ["action", "get", "--transaction", "a", "--transaction", "b"],
    ["action", "get", "-s", "a", "--subscriber", "b", "--message", ID],
    ["message", "show", "-s", "a", "--message", ID, "--message", ID.replace("6", "7")],
  ])
    expect((await run(argv, { home: useTempDir() })).stderr).toContain("[E_CONFLICT · exit 2]");
});
