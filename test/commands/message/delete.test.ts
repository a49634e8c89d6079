import { describe, expect, test } from "vitest";
import type { ServerVersion } from "../../../src/sandbox/sandbox.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const OTHER = "65f0c1a9b2d4e6f8a0b1c2d4";

test("delete takes several messages, each once", async () => {
  expect(await inputOf(["message", "delete", ID, OTHER, ID])).toEqual({ messageIds: [ID, OTHER] });
  expect(await inputOf(["message", "delete", "--message", ID, OTHER, "--message", ID])).toEqual({
    messageIds: [ID, OTHER],
  });
  expect(await refusalOf(["message", "delete"])).toBe("E_INPUT: missing: <messageId…>");
  expect(await refusalOf(["message", "delete", "a b"])).toBe(
    `E_ID: "a b" isn't a message ID but text with spaces`,
  );
});

describe.each<ServerVersion>(["3.15", "2.0"])("on a server %s", (server) => {
  test("without a yes nothing is deleted; the question names how many, where, and that it is for good", async () => {
    const sandbox = await useSandbox({ server });
    const ids = sandbox.seed({ count: 2 }).map(({ messageId }) => messageId);
    const { code, stderr } = await run(["message", "delete", ...ids], sandbox);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `delete 2 messages from the environment of the key from NOVU_SECRET_KEY at ${sandbox.url}?   [E_CONFIRM · exit 2]`,
    );
    expect(stderr).toContain(`try: novu-msg message delete ${ids.join(" ")} --yes`);
    expect(sandbox.wire()).toEqual([]);
  });

  test("one that is not there does not stop the others, and decides the exit code", async () => {
    const sandbox = await useSandbox({ server });
    const [a = "", b = ""] = sandbox.seed({ count: 2 }).map(({ messageId }) => messageId);
    const { code, stdout, stderr } = await run(["message", "delete", a, ID, b, "--yes"], sandbox);
    expect([code, stdout]).toEqual([
      5,
      `${a}\tdeleted\t\n${ID}\tE_MESSAGE\tmessage ${ID} doesn't exist in this environment\n${b}\tdeleted\t\n`,
    ]);
    expect(stderr).toContain("! 2 messages deleted of 3   127.0.0.1:");
    expect(sandbox.wire()).toEqual([a, ID, b].map((id) => `DELETE /v1/messages/${id}`));
    expect((await run(["message", "list"], sandbox)).stdout).toBe("");
  });

  test("--json reports per id", async () => {
    const sandbox = await useSandbox({ server });
    const id = seedOne(sandbox);
    const { code, stdout, stderr } = await run(["message", "delete", id, ID, "-y", "--json"], sandbox);
    expect([code, stderr, JSON.parse(stdout)]).toEqual([
      5,
      "",
      [
        { messageId: id, ok: true, code: null, message: null },
        {
          messageId: ID,
          ok: false,
          code: "E_MESSAGE",
          message: `message ${ID} doesn't exist in this environment`,
        },
      ],
    ]);
  });

  test("a single one that is not there is an error like any other", async () => {
    const sandbox = await useSandbox({ server });
    const { code, stdout, stderr } = await run(["message", "delete", ID, "--yes"], sandbox);
    expect([code, stdout]).toEqual([5, ""]);
    expect(stderr).toContain(`error: message ${ID} doesn't exist in this environment   [E_MESSAGE · exit 5]`);
  });
});

test("a key that is refused is refused once", async () => {
  const requests: string[] = [];
  const env = await useNovuServer((request, response) => {
    requests.push(request.url ?? "");
    response.writeHead(401).end('{"statusCode":401,"message":"Unauthorized"}');
  });
  const { code, stdout } = await run(["message", "delete", ID, OTHER, "--yes"], { env });
  expect(code).toBe(4);
  expect(stdout).toBe(
    `${ID}\tE_UNAUTHORIZED\tNovu doesn't accept this API key\n${OTHER}\tE_UNAUTHORIZED\tnot tried: Novu doesn't accept this API key\n`,
  );
  expect(requests).toHaveLength(1);
});

test("an interruption says what was deleted before it", async () => {
  const controller = new AbortController();
  const env = await useNovuServer((request, response) => {
    if (request.url?.endsWith(ID)) response.end('{"data":{"acknowledged":true,"status":"deleted"}}');
    else controller.abort("SIGINT");
  });
  const { code, stderr } = await run(["message", "delete", ID, OTHER, "--yes"], {
    env,
    signal: controller.signal,
  });
  expect(code).toBe(130);
  expect(stderr).toContain(`Deleted before message ${OTHER}: ${ID}.`);
});
