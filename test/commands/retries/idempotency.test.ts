import { expect, test } from "vitest";
import type { HttpRequest } from "../../../src/http/http.js";
import { idempotencyKeySource } from "../../../src/novu/idempotency-key.js";
import { MESSAGE, useFailingNovu } from "../../support/failing-novu.js";
import { keeps } from "../../support/keeps.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, type TestSandbox, useSandbox } from "../../support/sandbox.js";

keeps("a replay is no success");

const SERVERS = ["2.0", "3.15"] as const;
const mismatch = { error: { code: "E_MISMATCH", exit: 12, sent: "yes" } };

const pathTo = (id: string, button = "primary") => `/v1/subscribers/sub-1/messages/${id}/actions/${button}`;

/** The key that `--idempotency-key mine` becomes for a write of `{"status":"done"}`. */
const keyFor = (sandbox: TestSandbox, path: string): string => {
  const request: HttpRequest = { method: "POST", path, body: { status: "done" } };
  return idempotencyKeySource("mine", sandbox.url, () => request).next();
};

/** Somebody wrote this under the same key before. */
const writeByHand = (sandbox: TestSandbox, path: string, key: string) =>
  run(["api", "POST", path, "-f", "status=done", "-H", `idempotency-key: ${key}`], { env: sandbox.env });

test.each(SERVERS)(
  "a replay that names another message is never a tick, under a key of the user's: %s",
  async (server) => {
    const sandbox = await useSandbox({ server, idempotency: true });
    const [first, second] = [seedOne(sandbox), seedOne(sandbox)];
    await writeByHand(sandbox, pathTo(first), keyFor(sandbox, pathTo(second)));
    sandbox.forget();
    const argv = [
      "action",
      "complete",
      "sub-1",
      second,
      "primary",
      "--overwrite",
      "--idempotency-key",
      "mine",
      "--json",
    ];
    const { code, stdout, stderr } = await run(argv, { env: sandbox.env });
    // The write, and the stored message read twice: a list can be behind.
    expect([code, stdout, sandbox.wire().length]).toEqual([12, "", 3]);
    expect(JSON.parse(stderr)).toMatchObject({
      error: {
        ...mismatch.error,
        details: { isReplay: true, differences: [{ point: "button", asked: "primary", answered: null }, {}] },
      },
    });
  },
);

test.each(SERVERS)("neither is a replay of primary for secondary: %s", async (server) => {
  const sandbox = await useSandbox({ server, idempotency: true });
  const id = seedOne(sandbox);
  await writeByHand(sandbox, pathTo(id, "primary"), keyFor(sandbox, pathTo(id, "secondary")));
  const argv = [
    "action",
    "complete",
    "sub-1",
    id,
    "secondary",
    "--overwrite",
    "--idempotency-key",
    "mine",
    "--json",
  ];
  const { code, stderr } = await run(argv, { env: sandbox.env });
  expect(code).toBe(12);
  expect(JSON.parse(stderr)).toMatchObject({
    error: {
      ...mismatch.error,
      details: { differences: [{ point: "button", asked: "secondary", answered: "primary" }] },
    },
  });
});

/** A gateway that gives every request one and the same key. */
const useOneKey = async (sandbox: TestSandbox) =>
  useNovuServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await fetch(sandbox.url + request.url, {
      method: request.method ?? "GET",
      headers: {
        authorization: `${request.headers.authorization}`,
        "content-type": "application/json",
        "idempotency-key": "always the same",
      },
      ...(request.method === "GET" ? {} : { body: Buffer.concat(chunks) }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });

test.each(SERVERS)(
  "nor without a key of the user's, behind a gateway that mixes keys up: %s",
  async (server) => {
    const sandbox = await useSandbox({ server, idempotency: true });
    const [first, second] = [seedOne(sandbox), seedOne(sandbox)];
    const env = await useOneKey(sandbox);
    const complete = (id: string, button: string) =>
      run(["action", "complete", "sub-1", id, button, "--overwrite", "--json"], { env });
    expect((await complete(first, "primary")).code).toBe(0);
    for (const [id, button] of [
      [second, "primary"],
      [first, "secondary"],
    ] as const) {
      const { code, stderr } = await complete(id, button);
      expect(code).toBe(12);
      expect(JSON.parse(stderr)).toMatchObject(mismatch);
    }
  },
);

test("an error kept under the user's key is final, and the way out is said; without such a key it is nothing", async () => {
  for (const server of SERVERS) {
    const sandbox = await useSandbox({ server, idempotency: true });
    const id = seedOne(sandbox);
    // Somebody's earlier call under this key met a message that was not there.
    await writeByHand(sandbox, pathTo(MESSAGE), keyFor(sandbox, pathTo(id)));
    sandbox.forget();
    const argv = ["action", "complete", "sub-1", id, "primary", "--overwrite"];
    const own = await run([...argv, "--idempotency-key", "mine"], { env: sandbox.env });
    expect([own.code, sandbox.wire().length]).toEqual([server === "2.0" ? 5 : 9, 1]);
    expect(own.stderr).toContain("For a new one, use another key");
    expect((await run(argv, { env: sandbox.env })).code).toBe(0);
    expect((await run([...argv, "--idempotency-key", "other"], { env: sandbox.env })).code).toBe(0);
  }
});

test.each(["v1", "v2"])(
  "the same write again under the user's key, by %s: no tick, but no failure while the message still holds it",
  async (api) => {
    const sandbox = await useSandbox({ idempotency: true });
    const id = seedOne(sandbox);
    const line = ["action", "complete", "sub-1", id, "primary", "--overwrite", "--idempotency-key", "R"];
    const argv = [...line, "--api", api, ...(api === "v1" ? ["--set", "by=one"] : [])];
    const first = await run(argv, { env: sandbox.env });
    expect([first.code, first.stderr]).toEqual([0, expect.stringContaining("✔ Approve is now done")]);
    const again = await run(argv, { env: sandbox.env });
    expect([again.code, again.stdout]).toEqual([0, first.stdout]);
    expect(again.stderr).toContain(
      "· Approve is done, already done by an earlier request; nothing was written now",
    );
    expect(again.stderr).not.toContain("✔");
    // Somebody presses the other button: the kept answer is no longer what the message holds.
    sandbox.press(id, "secondary");
    const stale = await run([...argv, "--json"], { env: sandbox.env });
    expect([stale.code, stale.stdout]).toEqual([12, ""]);
    expect(JSON.parse(stale.stderr).error).toMatchObject({
      code: "E_MISMATCH",
      message: "nothing was written: Novu repeated an earlier response for this idempotency key",
      details: { isReplay: true },
    });
    // Without --overwrite it is not even sent.
    expect(
      (
        await run(
          argv.filter((word) => word !== "--overwrite"),
          { env: sandbox.env },
        )
      ).code,
    ).toBe(10);
    const fresh = await run([...argv, "--idempotency-key", "S"], { env: sandbox.env });
    expect([fresh.code, fresh.stderr]).toEqual([0, expect.stringContaining("✔ Approve is now done")]);
  },
);

test("a replay whose message can't be read is not taken on trust", async () => {
  const sandbox = await useSandbox({ idempotency: true });
  const id = seedOne(sandbox);
  const line = ["action", "complete", "sub-1", id, "primary", "--overwrite", "--idempotency-key", "R"];
  expect((await run(line, { env: sandbox.env })).code).toBe(0);
  sandbox.fault({ name: "error-500", method: "GET", times: "forever" });
  const { code, stdout, stderr } = await run(line, { env: sandbox.env });
  expect([code, stdout]).toEqual([12, ""]);
  expect(stderr).toContain("The message couldn't be read, so its current answer is unknown.");
});

test.each(["true", "TRUE", " true "])("a raw call that was replayed (%j) is no tick", async (replay) => {
  const { env } = await useFailingNovu([201, { "idempotency-replay": replay }, '{"data":{"_id":"x"}}']);
  const line = ["api", "POST", "/v1/x", "-f", "status=done", "--idempotency-key", "R"];
  const { code, stderr } = await run(line, { env });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^· POST \/v1\/x: 201/);
  expect(stderr).toContain(
    "! Novu repeated an earlier response for this idempotency key: nothing was written now",
  );
  const json = await run([...line, "--json"], { env });
  expect(JSON.parse(json.stderr).warning.message).toContain("nothing was written now");
});
