import { expect, test } from "vitest";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

test("get takes its words by place or by flag", async () => {
  const input = { selector: { by: "id", subscriberId: "alice", messageId: ID } };
  expect(await inputOf(["action", "get", "alice", ID])).toEqual(input);
  expect(await inputOf(["action", "get", "--message", ID, "--subscriber", "alice"])).toEqual(input);
  expect(await refusalOf(["action", "get", "alice"])).toBe("E_INPUT: missing: <messageId>");
});

test("a transaction ID in the message's place is recognised", async () => {
  const { code, stderr } = await run(["action", "get", "alice", "txn_6b03e09d1rjx8pm0wzp2"]);
  expect(code).toBe(2);
  expect(stderr).toContain("It looks like a transaction ID: use --transaction");
});

test("get finds the message with one request", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  sandbox.seed({ count: 3 });
  const { code, stdout, stderr } = await run(["action", "get", "sub-1", id], { env: sandbox.env });
  expect(code).toBe(0);
  expect(stdout).toBe("primary\tApprove\t\t\t\nsecondary\tReject\t\t\t\n");
  expect(stderr).not.toContain("found after");
  expect(stderr).toContain("· answer: pending   127.0.0.1:");
  expect(sandbox.wire()).toEqual(["GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=100"]);
});

test("get finds an old message among thousands in a few pages", async () => {
  const day = 86_400_000;
  const now = Date.parse("2026-11-01T00:00:00Z");
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { createdAt: now - 30 * day });
  for (let age = 29 * 24; age > 0; age -= 1) sandbox.seed({ count: 4, createdAt: now - age * 3_600_000 });
  const { code, stderr } = await run(["action", "get", "sub-1", id], { env: sandbox.env });
  expect(code).toBe(0);
  expect(stderr).toMatch(/found after ([1-9]|10) pages, \d+ messages/);
  expect(sandbox.requests.length).toBeLessThanOrEqual(10);
});

test("--json is the message itself, unwrapped and whole", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { stdout, stderr } = await run(["action", "get", "sub-1", id, "--json"], { env: sandbox.env });
  const listed = await fetch(`${sandbox.url}/v1/messages?subscriberId=sub-1`, {
    headers: { authorization: `ApiKey ${sandbox.keys[0]}` },
  });
  const { data } = (await listed.json()) as { data: unknown[] };
  expect(JSON.parse(stdout)).toEqual(data[0]);
  expect(stderr).toBe("");
});

test("a message that is not there, and a subscriber that is not there, are told apart", async () => {
  const sandbox = await useSandbox();
  seedOne(sandbox);
  const noMessage = await run(["action", "get", "sub-1", ID, "--json"], { env: sandbox.env });
  expect(noMessage.code).toBe(5);
  expect(noMessage.stdout).toBe("");
  expect(JSON.parse(noMessage.stderr).error).toMatchObject({
    code: "E_MESSAGE",
    message: `subscriber "sub-1" has no message ${ID}`,
    details: { pagesRead: 1, messagesRead: 1 },
  });
  const nobody = await run(["action", "get", "nobody", ID], { env: sandbox.env });
  expect(nobody.code).toBe(5);
  expect(nobody.stderr).toContain(
    'error: there is no subscriber "nobody" in this environment   [E_SUBSCRIBER · exit 5]',
  );
});

test("a scalar query prints bare, for $(…)", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  sandbox.press(id, "secondary");
  const argv = ["action", "get", "sub-1", id, "--query"];
  expect((await run([...argv, "cta.action.result.type"], { env: sandbox.env })).stdout).toBe("secondary\n");
  expect((await run([...argv, "nothing.here"], { env: sandbox.env })).stdout).toBe("\n");
});

test("every machine format keeps stderr for errors", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const get = async (...words: string[]) =>
    run(["action", "get", "sub-1", id, ...words], { env: sandbox.env });
  expect((await get("-o", "ndjson")).stdout.trim().split("\n")).toHaveLength(1);
  expect((await get("-o", "csv")).stdout).toBe(
    "button,label,status,payload,result_text\nprimary,Approve,,,\nsecondary,Reject,,,\n",
  );
  expect((await get("-o", "tsv", "--fields", "_id,cta.action.status")).stdout).toBe(`${id}\tpending\n`);
  expect(JSON.parse((await get("--json", "--fields", "_id,cta.action.status")).stdout)).toEqual({
    _id: id,
    cta: { action: { status: "pending" } },
  });
  expect((await get("-q")).stderr).toBe("");
});

test("control characters in a label are left out of the text, kept in JSON, and it is said", async () => {
  const sandbox = await useSandbox();
  const label = "App\u001b[31mrove\u0007\u202e";
  const id = seedOne(sandbox, { labels: { primary: label } });
  const text = await run(["action", "get", "sub-1", id], { env: sandbox.env });
  expect(text.stdout).toContain("primary\tApprove\t");
  expect(text.stderr).toContain("control characters were removed");
  const json = await run(["action", "get", "sub-1", id, "--json"], { env: sandbox.env });
  expect(JSON.parse(json.stdout).cta.action.buttons[0].content).toBe(label);
});
