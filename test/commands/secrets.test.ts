import { expect, test } from "vitest";
import { keeps } from "../support/keeps.js";
import { useNovuServer } from "../support/loopback-server.js";
import { run } from "../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";

keeps("a server that repeats the key does not get it printed");

/** A server that gives back what it was sent, key and all, in body and headers. */
const useEcho = (status: number) =>
  useNovuServer((request, response) => {
    const { authorization = "" } = request.headers;
    response.writeHead(status, { location: `/?key=${authorization}`, "x-echo": authorization });
    response.end(
      JSON.stringify({ statusCode: status, message: `Invalid scheme: "${authorization}"`, authorization }),
    );
  });

const SET = ["action", "complete", "alice", "65f0c1a9b2d4e6f8a0b1c2d3", "primary"];

test.each([
  [200, 12],
  [201, 12],
  [307, 12],
  [400, 6],
  [401, 4],
  [404, 5],
  [429, 9],
  [500, 9],
])("a server that echoes the key with %i does not get it printed", async (status, code) => {
  const env = await useEcho(status);
  for (const more of [[], ["--json"], ["-vv"], ["--color", "always"]]) {
    const end = await run([...SET, ...more], { env });
    expect(end.code).toBe(code);
    expect(end.stdout + end.stderr).not.toContain(KEY);
  }
});

test.each([KEY, `…${KEY.slice(4, 14)}…`])(
  "a stored payload that holds %s is not written back with a mask in it",
  async (held) => {
    const sandbox = await useSandbox();
    const button = ["sub-1", seedOne(sandbox), "primary"];
    const put = ["action", "complete", ...button, "--payload", JSON.stringify({ held })];
    await run(put, { env: sandbox.env });
    sandbox.forget();
    const { code, stderr } = await run(["action", "complete", ...button, "--merge-payload", "--set", "a=b"], {
      env: sandbox.env,
    });
    expect(code).toBe(2);
    expect(stderr).toContain("the stored payload contains your API key, or part of it");
    expect(sandbox.wire().filter((line) => !line.startsWith("GET "))).toEqual([]);
  },
);

test("a key made of words does not spoil a message that has the same words", async () => {
  const key = "my-production-key-1";
  const sandbox = await useSandbox({ keys: [key] });
  const id = seedOne(sandbox, { content: "Deploy to production?" });
  const { stdout } = await run(["message", "show", "sub-1", id, "--query", "content"], {
    env: { ...sandbox.env, NOVU_SECRET_KEY: key },
  });
  expect(stdout).toBe("Deploy to production?\n");
});
