import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { keeps } from "../support/keeps.js";
import { listen, useNovuServer } from "../support/loopback-server.js";
import { isProgramMissing } from "../support/missing-program.js";
import { KEY } from "../support/sandbox.js";
import { finished, spawnCli, spawnShell, start } from "../support/spawn-cli.js";

keeps("output of any size arrives whole or is no success");

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

/** A server whose message is about three megabytes of JSON. */
const useLargeMessage = async () => {
  const message = {
    _id: ID,
    cta: {
      action: {
        status: "done",
        result: { type: "primary" },
        buttons: [{ type: "primary", content: "Approve" }],
      },
    },
    payload: Object.fromEntries(Array.from({ length: 32_000 }, (_, at) => [`key${at}`, "x".repeat(80)])),
  };
  const body = JSON.stringify({ data: message });
  const env = await useNovuServer((_, response) => response.writeHead(201).end(body));
  return { env, size: Buffer.byteLength(`${JSON.stringify(message, undefined, 2)}\n`) };
};

const LINE = `$NOVU_MSG action complete sub-1 ${ID} primary --overwrite --json`;

test.skipIf(isProgramMissing("bash"))("three megabytes of JSON arrive whole through a pipe", async () => {
  const { env, size } = await useLargeMessage();
  expect(size).toBeGreaterThan(3_000_000);
  const { stdout, stderr } = await spawnShell(`${LINE} | wc -c`, { env });
  expect([Number(stdout), stderr]).toEqual([size, ""]);
});

test.skipIf(isProgramMissing("bash"))("a reader that has seen enough ends the run quietly", async () => {
  const { env } = await useLargeMessage();
  const { stdout, stderr } = await spawnShell(
    `set -o pipefail; ${LINE} | head -1; echo "\${PIPESTATUS[0]}"`,
    { env },
  );
  expect([stdout, stderr]).toEqual(["{\n0\n", ""]);
});

test.skipIf(isProgramMissing("bash"))("a closed stderr or stdout is no reason to fail", async () => {
  const { env } = await useLargeMessage();
  expect((await spawnShell(`${LINE} 2>&- >/dev/null; echo $?`, { env })).stdout).toBe("0\n");
  expect((await spawnShell(`$NOVU_MSG --help >&-; echo $?`)).stdout).toBe("0\n");
});

test("stdin that nobody asked for is not waited for", async () => {
  const { env } = await useLargeMessage();
  const child = start(["action", "complete", "sub-1", ID, "primary", "-q"], { env });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(0);
});

test("Ctrl-C is 130 and SIGTERM is 143", async () => {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    const child = start(["sandbox", "start", "--print-env"]);
    child.stdout?.once("data", () => child.kill(signal));
    expect(await finished(child)).toMatchObject({ code, signal: null });
  }
});

test("Ctrl-C during a write says that the change may have been made", async () => {
  const server = createServer((_, response) => void response.writeProcessing());
  const url = `http://127.0.0.1:${await listen(server, () => server.closeAllConnections())}`;
  for (const [more, said] of [
    [[], "The change may or may not have been made"],
    [["--json"], '"sent":"unknown"'],
  ] as const) {
    const child = start(["action", "complete", "sub-1", ID, "primary", "--overwrite", ...more], {
      env: { NOVU_SECRET_KEY: KEY, NOVU_API_URL: url },
    });
    server.once("request", () => child.kill("SIGINT"));
    const end = await finished(child);
    expect(end).toMatchObject({ code: 130, stdout: "" });
    expect(end.stderr).toContain(said);
  }
});

test("Ctrl-C while stdin is waited for ends the run at once and says what was not done", async () => {
  const child = start(["profile", "add", "x", "--key-stdin", "--no-verify"], {
    env: { NOVU_MSG_CONFIG_DIR: "/nonexistent/x" },
  });
  const closed = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  const waiting = setTimeout(() => child.kill("SIGINT"), 10_000);
  const stderr = child.stderr === null ? "" : await text(child.stderr);
  const code = await closed;
  clearTimeout(waiting);
  expect({ code, stderr }).toEqual({ code: 130, stderr: "canceled; nothing was sent\n" });
});

test.skipIf(isProgramMissing("bash"))("a full disk is not a success", async () => {
  const { stdout } = await spawnShell("$NOVU_MSG commands --json > /dev/full; echo $?");
  expect(stdout).toBe("70\n");
});

test("NO_COLOR and FORCE_COLOR are heard", async () => {
  const plain = await spawnCli(["whoami", "--profile", "x"], {
    env: { NOVU_MSG_CONFIG_DIR: "/nonexistent/x", NO_COLOR: "1" },
  });
  expect(plain.stderr).not.toContain("\u001b[");
  const forced = await spawnCli(["whoami", "--profile", "x"], {
    env: { NOVU_MSG_CONFIG_DIR: "/nonexistent/x", FORCE_COLOR: "1" },
  });
  expect(forced.stderr).toContain("\u001b[31merror:\u001b[39m");
});

test.skipIf(isProgramMissing("bash"))(
  "without HOME and without a config folder the environment is enough",
  async () => {
    const { env } = await useLargeMessage();
    const { code } = await spawnShell(`env -u HOME ${LINE} -q`, { env });
    expect(code).toBe(0);
  },
);

test("no questions are asked where there is nobody: a missing key is an error, not a wait", async () => {
  const { code, stderr } = await spawnCli(["profile", "add", "x", "--no-verify"], {
    env: { NOVU_MSG_CONFIG_DIR: "/nonexistent/x" },
  });
  expect(code).toBe(2);
  expect(stderr).toContain("[E_INPUT · exit 2]");
});
