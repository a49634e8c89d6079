import { expect, onTestFinished, test } from "vitest";
import { isProgramMissing } from "../support/missing-program.js";
import { BIN, NODE } from "../support/program.js";
import { spawnCli, spawnShell } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

const useHome = () => {
  const env = { HOME: useTempDir() };
  const run = (words: readonly string[], more = {}) => spawnCli(words, { env: { ...env, ...more } });
  onTestFinished(async () => void (await run(["sandbox", "stop", "--all"])));
  const start = async (...words: string[]): Promise<{ url: string; port: number }> =>
    JSON.parse((await run(["sandbox", "start", "--background", "--json", ...words])).stdout);
  return { env, run, start };
};

test("list has what runs, and env the variables of the one that was named or runs alone", async () => {
  const { run, start } = useHome();
  expect(await run(["sandbox", "list", "--json"])).toMatchObject({ code: 0, stdout: "[]\n" });
  expect((await run(["sandbox", "env"])).stderr).toContain("[E_NO_SANDBOX · exit 3]");
  const one = await start("--key", "it's");
  const [listed, ...others] = JSON.parse((await run(["sandbox", "list", "--json"])).stdout);
  expect([listed, others]).toEqual([
    {
      url: one.url,
      port: one.port,
      server: "3.19",
      pid: expect.any(Number),
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      background: true,
    },
    [],
  ]);
  expect((await run(["sandbox", "env"])).stdout).toBe(
    `export NOVU_MSG_API_URL=${one.url}\nexport NOVU_MSG_SECRET_KEY='it'"'"'s'\n`,
  );
  const two = await start("--server", "2.0", "--key", "k2");
  const ambiguous = await run(["sandbox", "env"]);
  expect(ambiguous.code).toBe(2);
  expect(ambiguous.stderr).toContain(`novu-msg sandbox env --port ${two.port}`);
  const byUrl = ["sandbox", "env", "--json", "--url", two.url.replace("127.0.0.1", "localhost")];
  expect(JSON.parse((await run(byUrl)).stdout)).toEqual({
    NOVU_MSG_API_URL: two.url,
    NOVU_MSG_SECRET_KEY: "k2",
  });
  expect((await run(["sandbox", "env", "--port", "1"])).stderr).toContain("try: novu-msg sandbox list");
});

const SHELLS = [
  ["sh", 'eval "$(novu-msg sandbox env)"; novu-msg whoami --query environment.name'],
  ["bash", 'eval "$(novu-msg sandbox env --shell bash)"; novu-msg whoami --query environment.name'],
  ["fish", "novu-msg sandbox env --shell fish | source; novu-msg whoami --query environment.name"],
] as const;

for (const [shell, script] of SHELLS) {
  test.skipIf(shell !== "sh" && isProgramMissing(shell))(
    `from a second ${shell}, env points at a sandbox that runs in another terminal`,
    async () => {
      const { env, start } = useHome();
      await start("--key", "it's");
      const define =
        shell === "fish" ? "function novu-msg; $NODE $BIN $argv; end" : 'novu-msg() { "$NODE" "$BIN" "$@"; }';
      const { stdout, stderr } = await spawnShell(`exec ${shell} -c "$SCRIPT"`, {
        env: {
          ...env,
          NODE,
          BIN,
          PATH: process.env.PATH ?? "",
          SCRIPT: `${define}\n${script}`
            .replace("novu-msg()", "novu_msg()")
            .replaceAll(shell === "fish" ? "\0" : "novu-msg ", "novu_msg "),
        },
      });
      expect([stdout, stderr]).toEqual(["Development\n", ""]);
    },
  );
}

test("a sandbox in the foreground is listed, and stop leaves it alone", async () => {
  const { env, run } = useHome();
  const script = `"$NODE" "$BIN" sandbox start --key k >out 2>&1 & pid=$!
    while ! grep -q http out; do sleep 0.1; done
    "$NODE" "$BIN" sandbox stop -v; "$NODE" "$BIN" sandbox list --query '[].background'; "$NODE" "$BIN" whoami
    kill -INT $pid; wait $pid; "$NODE" "$BIN" sandbox list --json`;
  const { stdout, stderr } = await spawnShell(`cd "$HOME"; ${script}`, {
    env: { ...env, NODE, BIN, PATH: process.env.PATH ?? "" },
  });
  expect(JSON.parse(stdout.slice(0, stdout.lastIndexOf("[]")))).toEqual([false]);
  expect(stdout).toMatch(/\[\]\n$/);
  expect(stderr).toContain("no background sandbox is running");
  expect(stderr).toContain("A sandbox is running at http://127.0.0.1:");
  expect(stderr).toContain('eval "$(novu-msg sandbox env)"');
  expect((await run(["sandbox", "list", "--json"])).stdout).toBe("[]\n");
});
