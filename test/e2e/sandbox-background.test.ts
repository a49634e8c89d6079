import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "../../src/cli/run-cli.js";
import { createFakeHost } from "../support/host.js";
import { listen } from "../support/loopback-server.js";
import { isProgramMissing } from "../support/missing-program.js";
import { BIN, NODE } from "../support/program.js";
import { run } from "../support/run-cli.js";
import { spawnCli, spawnShell } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

const START = ["sandbox", "start", "--background", "--key", "k"] as const;

/** A home of this test's own, whose sandboxes end with it. */
const useHome = () => {
  const home = useTempDir();
  const folder = path.join(home, ".local/state/novu-msg/sandboxes");
  const env = { HOME: home };
  onTestFinished(async () => void (await spawnCli(["sandbox", "stop", "--all"], { env })));
  const started = async (...words: readonly string[]) => {
    const { stdout } = await spawnCli([...START, "--json", ...words], { env });
    const { url, port } = JSON.parse(stdout) as { url: string; port: number };
    return { url, port, env: { ...env, NOVU_API_URL: url, NOVU_SECRET_KEY: "k" } };
  };
  return {
    env,
    folder,
    started,
    stop: (...words: string[]) => spawnCli(["sandbox", "stop", ...words], { env }),
  };
};

const isThere = async (env: Readonly<Record<string, string>>): Promise<boolean> =>
  (await spawnCli(["whoami", "--retries", "0"], { env })).code === 0;

test("a sandbox outlives its command, and stop ends it and frees its port", async () => {
  const home = useHome();
  const { url, port, env } = await home.started("--port", "0");
  expect(await isThere(env)).toBe(true);
  const stopped = await home.stop();
  expect([stopped.code, stopped.stdout, stopped.stderr]).toEqual([0, `${url}\n`, ""]);
  expect(await isThere(env)).toBe(false);
  expect(readdirSync(home.folder)).toEqual([]);
  expect((await home.started("--port", String(port))).url).toBe(url);
});

const START_LINE = `novu-msg sandbox start --background --port 0 --print-env --key "it's"`;
const ASK_LINE = "novu-msg whoami --query environment.name";

/** The line that the documentation gives for each shell. */
const SHELLS = [
  ["sh", `eval "$(${START_LINE})"; ${ASK_LINE}`],
  ["bash", `eval "$(${START_LINE})"; ${ASK_LINE}`],
  ["zsh", `eval "$(${START_LINE})"; ${ASK_LINE}`],
  ["fish", `${START_LINE} | source; ${ASK_LINE}`],
] as const;

for (const [shell, script] of SHELLS) {
  // dash, which is sh here and there, knows no --version.
  test.skipIf(shell !== "sh" && isProgramMissing(shell))(
    `${shell} takes over the variables, and is not held up`,
    async () => {
      const { env } = useHome();
      const bin = path.join(env.HOME, "bin");
      mkdirSync(bin);
      writeFileSync(path.join(bin, "novu-msg"), `#!/bin/sh\nexec '${NODE}' '${BIN}' "$@"\n`, {
        mode: 0o755,
      });
      const { stdout, stderr } = await spawnShell(`exec ${shell} -c "$SCRIPT"`, {
        env: { ...env, SCRIPT: script, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
      });
      expect([stdout, stderr]).toEqual(["Development\n", ""]);
    },
  );
}

test("what goes wrong is said as in the foreground", async () => {
  const { env } = useHome();
  const port = await listen(createServer(), () => {});
  const seed = path.join(env.HOME, "seed.json");
  writeFileSync(seed, '{"messages":[{"subscriberId":"nobody"}]}');
  for (const words of [
    ["--port", String(port)],
    ["--seed", seed],
  ]) {
    const there = await spawnCli(["sandbox", "start", ...words], { env });
    const here = await spawnCli(["sandbox", "start", "--background", ...words], { env });
    expect(there.code).toBe(2);
    expect(here).toEqual(there);
  }
});

test("of two, stop asks which; --port and --all say it", async () => {
  const home = useHome();
  const [first, second] = [await home.started(), await home.started()];
  const which = await home.stop();
  expect(which.code).toBe(2);
  expect(which.stderr).toContain(
    "error: 2 sandboxes run in the background; which one?   [E_AMBIGUOUS · exit 2]",
  );
  expect(which.stderr).toContain(`novu-msg sandbox stop --port ${second.port}   (for ${second.url})`);
  expect((await home.stop("--port", String(first.port))).stdout).toBe(`${first.url}\n`);
  expect([await isThere(first.env), await isThere(second.env)]).toEqual([false, true]);
  const none = await home.stop("--port", String(first.port), "-v");
  expect([none.code, none.stdout]).toEqual([0, ""]);
  expect(none.stderr).toBe(
    `· no background sandbox is running on port ${first.port}; there is ${second.url}\n`,
  );
  expect(JSON.parse((await home.stop("--all", "--json")).stdout)).toEqual([
    { url: second.url, port: second.port },
  ]);
  expect((await home.stop("-v")).stderr).toBe("· no background sandbox is running\n");
});

test("one whose port is closed, and in which a request hangs, is stopped too", async () => {
  const home = useHome();
  const { url, env } = await home.started("--fault", "hang-before");
  const hanging = spawnCli(["whoami", "--retries", "0"], { env });
  await expect
    .poll(async () => (await spawnCli(["sandbox", "fault", "--armed"], { env })).stdout)
    .toContain("\t1\n");
  await spawnCli(["sandbox", "fault", "refuse", "--for", "1h"], { env });
  expect((await home.stop()).stdout).toBe(`${url}\n`);
  expect((await hanging).code).toBe(7);
});

test("what a killed one left behind reaches nobody who has its port now", async () => {
  const home = useHome();
  let visits = 0;
  const port = await listen(
    createServer(() => (visits += 1)),
    () => {},
  );
  mkdirSync(home.folder, { recursive: true });
  const file = path.join(home.folder, "0123.json");
  const facts = { url: `http://127.0.0.1:${port}`, port, keys: ["k"], server: "3.15" };
  writeFileSync(file, JSON.stringify({ sandbox: "novu-msg", ...facts }));
  utimesSync(file, new Date(), new Date(Date.now() - 60_000));
  expect((await home.stop("-v")).stderr).toBe("· no background sandbox is running\n");
  expect([visits, readdirSync(home.folder)]).toEqual([0, []]);
});

test("one that was killed just now is waited for, and then said to be silent", async () => {
  const home = useHome();
  mkdirSync(home.folder, { recursive: true });
  const facts = { url: "http://127.0.0.1:9", port: 9, keys: ["k"], server: "3.15" };
  writeFileSync(path.join(home.folder, "0123.json"), JSON.stringify({ sandbox: "novu-msg", ...facts }));
  const { code, stderr } = await home.stop();
  expect(code).toBe(0);
  expect(stderr).toContain("http://127.0.0.1:9 didn't confirm that it stopped");
  expect(readdirSync(home.folder)).toEqual([]);
});

test("sandboxes end with the folder they were kept in", async () => {
  const home = useHome();
  const { env } = await home.started();
  rmSync(home.folder, { recursive: true });
  await expect.poll(() => isThere(env)).toBe(false);
});

/** In place of the program: tells what it was started with as if it were where a sandbox is. */
const TELLS = `let text = "";
for await (const chunk of process.stdin) text += chunk;
console.log(JSON.stringify({ url: "u", port: 1, server: "3.15", keys: [text, ...process.argv.slice(2)] }));`;

const useProgram = (source: string): readonly [string, string] => {
  const file = path.join(useTempDir(), "program.mjs");
  writeFileSync(file, source);
  return [process.execPath, file];
};

test("the process is the same program with the same words, the seed on stdin, and no key but the sandbox's", async () => {
  const words = ["--server", "2.0", "--port", "7", "--rate-limit", "9/2", "--idempotency", "--fault", "huge"];
  const { stdout } = await run(
    ["sandbox", "start", "--background", "--key=-k", "--stop-after", "1h", "--seed", "-", ...words, "--json"],
    {
      home: useTempDir(),
      stdin: '{"messages":[]}',
      env: { NOVU_SECRET_KEY: "real", KEPT: "yes" },
      cliProgram: useProgram(
        TELLS.replace("[text,", "[JSON.stringify([process.env.NOVU_SECRET_KEY, process.env.KEPT]), text,"),
      ),
    },
  );
  const { keys } = JSON.parse(stdout);
  expect(keys).toEqual([
    '[null,"yes"]',
    '{"messages":[]}',
    ..."sandbox start --json --no-input --server=2.0 --port=7 --key=-k --idempotency --rate-limit=9/2".split(
      " ",
    ),
    "--fault=huge",
    "--stop-after=3600000ms",
    "--seed=-",
    "--state-file",
    expect.stringMatching(/\/\.local\/state\/novu-msg\/sandboxes\/[0-9a-f]{12}\.json$/),
  ]);
});

test.each([
  ["process.exit(1)", "it ended right away"],
  ['console.error("no JSON")', "it ended right away"],
])("a process that %s is a failure of its own", async (source, why) => {
  const cliProgram = useProgram(source);
  const { code, stderr } = await run(["sandbox", "start", "--background"], {
    home: useTempDir(),
    cliProgram,
  });
  expect(code).toBe(70);
  expect(stderr).toContain(`error: the sandbox couldn't be started in the background: ${why}`);
});

test("Ctrl-C while it starts leaves nothing running", async () => {
  const controller = new AbortController();
  const cliProgram = useProgram("setInterval(() => {}, 1000);");
  const { host } = createFakeHost({
    argv: ["sandbox", "start", "--background"],
    home: useTempDir(),
    signal: controller.signal,
    cliProgram,
  });
  const ended = runCli(host);
  setTimeout(() => controller.abort("SIGINT"), 200);
  expect(await ended).toBe(130);
});
