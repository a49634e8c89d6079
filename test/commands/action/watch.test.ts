import { describe, expect, test } from "vitest";
import type { ServerVersion } from "../../../src/sandbox/sandbox.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";
import { told, watched } from "./watched.js";

test.each<[readonly string[], object]>([
  [[], {}],
  [["--subscriber", "a", "--subscriber", "b"], { subscriber: ["a", "b"] }],
  [["--transaction", "a", "--transaction", "b"], { transaction: ["a", "b"] }],
  [["--workflow", "a", "--workflow", "b"], { workflow: ["a", "b"] }],
  [["--events", "pressed, reverted"], { events: ["pressed", "reverted"] }],
  [["--newest", "7"], { newest: 7 }],
  [["--interval", "500ms", "--max-interval", "5s"], { interval: 500, maxInterval: 5_000 }],
  [["--timeout", "1h", "--count", "3"], { timeout: 3_600_000, count: 3 }],
  [["--exec", "notify-send x"], { exec: "notify-send x" }],
])("watch takes %j", async (words, input) => {
  expect(await inputOf(["action", "watch", ...words])).toEqual(input);
});

test.each<[readonly string[], string]>([
  [["--events", "pressed,revertd"], `E_ENUM: "revertd" isn't an event. Did you mean "reverted"?`],
  [["--events", ""], `E_ENUM: "" isn't an event`],
  [["--newest", "1001"], `E_USAGE: "1001" isn't a whole number from 1 to 1000`],
  [["--count", "0"], `E_USAGE: "0" isn't a whole number from 1 to 1000000000`],
  [["--exec", " "], "E_USAGE: an option has an empty value"],
  [["--subscriber", ""], "E_ID: the subscriber ID is empty"],
  [["alice"], "E_USAGE: too many arguments for novu-msg action watch"],
])("watch refuses %j", async (words, refusal) => {
  expect(await refusalOf(["action", "watch", ...words])).toBe(refusal);
});

describe.each<ServerVersion>(["3.15", "2.0"])("on a server %s", (server) => {
  test("what happens to a message is told in order, with what was before", async () => {
    const sandbox = await useSandbox({ server });
    const old = seedOne(sandbox);
    const set = (...words: string[]) =>
      run(["action", "set", "sub-1", old, ...words, "--json"], { env: sandbox.env });
    const { code, events, stderr } = await watched(
      sandbox.env,
      ["--subscriber", "sub-1"],
      [
        () => {},
        () => sandbox.press(old, "primary"),
        () => set("primary", "--status", "done", "--set", "by=ci"),
        () => set("secondary", "--status", "done", "--overwrite"),
        () => set("secondary", "--status", "pending"),
        () => set("primary", "--status", "pending"),
        () => run(["message", "mark", "sub-1", old, "--as", "unread"], { env: sandbox.env }),
        () => sandbox.seed(),
        () => sandbox.remove(old),
      ],
    );
    const place = `${new URL(sandbox.url).host}`;
    expect([code, stderr]).toEqual([0, `· watching 1 message; press Ctrl-C to stop   ${place}\n`]);
    expect(told(events)).toEqual([
      "seen",
      "read",
      "pressed primary",
      "payload primary",
      "pressed secondary",
      "reverted secondary",
      "changed primary",
      "unread primary",
      "created",
      "deleted primary",
    ]);
    expect(events[3]).toMatchObject({
      event: "payload",
      at: expect.stringMatching(/^2026-11-25T06:0\d:\d\d\.\d{3}Z$/),
      subscriberId: "sub-1",
      messageId: old,
      transactionId: expect.any(String),
      workflow: "approval",
      title: "Approve item?",
      button: "primary",
      label: "Approve",
      status: "done",
      payload: { by: "ci" },
      before: { status: "done", button: "primary", payload: null, seen: true, read: true, archived: false },
      message: { _id: old, cta: { action: { result: { payload: { by: "ci" } } } } },
    });
    for (const event of events) expect(Object.keys(event)).toEqual(Object.keys(events[0] ?? {}));
  });
});

test("a message that comes and is pressed between two looks is created and pressed", async () => {
  const sandbox = await useSandbox();
  const { events } = await watched(
    sandbox.env,
    ["--events", "created,pressed"],
    [() => sandbox.press(seedOne(sandbox), "secondary")],
  );
  expect(told(events)).toEqual(["created", "pressed secondary"]);
  expect(events.map(({ status, before }) => [status, before])).toMatchObject([
    ["pending", null],
    ["done", { status: "pending" }],
  ]);
});

test("many transactions cost one request a look, a subscriber one each, a workflow one for all", async () => {
  const sandbox = await useSandbox();
  const ids = sandbox.seed({ count: 30 }).map(({ transactionId }) => transactionId);
  const requestsOfOneLook = async (...words: string[]) => {
    sandbox.forget();
    await watched(sandbox.env, ["--interval", "4m", "--timeout", "3m", ...words]);
    return sandbox.wire().map((line) => line.replace(/transactionId=[^&]+&/g, "t&"));
  };
  const list = "GET /v1/messages?";
  expect(await requestsOfOneLook(...ids.flatMap((id) => ["--transaction", id]))).toEqual([
    `${list}${"t&".repeat(30)}channel=in_app&page=0&limit=100`,
  ]);
  expect(await requestsOfOneLook("--subscriber", "sub-1", "--subscriber", "sub-2", "--newest", "9")).toEqual([
    `${list}subscriberId=sub-1&channel=in_app&page=0&limit=9`,
    `${list}subscriberId=sub-2&channel=in_app&page=0&limit=9`,
  ]);
  expect(await requestsOfOneLook("--workflow", "approval", "--workflow", "single")).toEqual([
    `${list}channel=in_app&page=0&limit=50`,
  ]);
});

test("what is given narrows", async () => {
  const sandbox = await useSandbox();
  const [mine] = sandbox.seed();
  const [others] = sandbox.seed({ subscriberId: "sub-2" });
  const [notice] = sandbox.seed({ workflow: "single" });
  const all = [mine, others, notice].flatMap((message) => message ?? []);
  const press = () => {
    for (const { messageId } of all) sandbox.press(messageId, "primary");
  };
  const pressed = async (...words: string[]) => {
    const { events } = await watched(sandbox.env, ["--events", "pressed", ...words], [press]);
    for (const { messageId, subscriberId } of all) {
      await run(["action", "revert", subscriberId, messageId, "primary", "--json"], { env: sandbox.env });
    }
    return events.map(({ messageId }) => messageId);
  };
  expect(await pressed()).toHaveLength(3);
  expect(await pressed("--subscriber", "sub-1", "--workflow", "approval")).toEqual([mine?.messageId]);
  expect(await pressed("--workflow", "single")).toEqual([notice?.messageId]);
  const transactions = all.flatMap(({ transactionId }) => ["--transaction", transactionId]);
  expect(await pressed(...transactions, "--subscriber", "sub-2")).toEqual([others?.messageId]);
  expect(
    await pressed(
      ...transactions,
      "--subscriber",
      "sub-2",
      "--subscriber",
      "sub-1",
      "--workflow",
      "approval",
    ),
  ).toEqual([mine?.messageId, others?.messageId]);
});

test("pushed off its page, an unanswered message is followed, is not deleted, and is told when pressed", async () => {
  const sandbox = await useSandbox();
  const first = seedOne(sandbox);
  const { events } = await watched(
    sandbox.env,
    ["--newest", "2", "--events", "pressed,deleted,created"],
    [
      () => sandbox.seed({ count: 2, createdAt: Date.now() + 1_000 }),
      () => {},
      () => {},
      () => sandbox.press(first, "primary"),
      () => {},
      () => sandbox.seed({ count: 5, createdAt: Date.now() + 2_000 }),
    ],
  );
  expect(told(events)).toEqual(["created", "created", "pressed primary", ...Array(5).fill("created")]);
});

test("a page that moves up after a deletion brings nothing new", async () => {
  const sandbox = await useSandbox();
  const ids = sandbox.seed({ count: 4 }).map(({ messageId }) => messageId);
  const { events } = await watched(sandbox.env, ["--newest", "2"], [() => sandbox.remove(ids[3] ?? "")]);
  expect([told(events), events.map(({ messageId }) => messageId)]).toEqual([["deleted"], [ids[3]]]);
});

test("the pause grows while nothing changes, and begins again with a change", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { pauses } = await watched(
    sandbox.env,
    ["--interval", "2s", "--max-interval", "5s"],
    [() => {}, () => {}, () => {}, () => sandbox.press(id, "primary")],
  );
  expect(pauses.slice(0, 6)).toEqual([2_000, 3_000, 4_500, 5_000, 2_000, 3_000]);
});

test("a long pause alone is the longest too; a longest one shorter than the first is refused unsent", async () => {
  const sandbox = await useSandbox();
  const { pauses } = await watched(sandbox.env, ["--interval", "4m"]);
  expect(pauses).toEqual([240_000, 240_000, 120_000]);
  sandbox.forget();
  const { code, stderr } = await watched(sandbox.env, ["--max-interval", "1s"]);
  expect([code, sandbox.wire()]).toEqual([2, []]);
  expect(stderr).toContain("error: --max-interval is shorter than --interval");
});

test("--count ends it with 0 as soon as that many were told", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { code, events, pauses } = await watched(
    sandbox.env,
    ["--events", "read,pressed", "--count", "1"],
    [() => sandbox.press(id, "primary")],
  );
  expect([code, told(events), pauses.length]).toEqual([0, ["read"], 1]);
});

test("-o, --fields and --query shape each event", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  let isPressed = false;
  const toggle = async () => {
    isPressed = !isPressed;
    await run(["action", isPressed ? "complete" : "revert", "sub-1", id, "primary", "--json"], {
      env: sandbox.env,
    });
  };
  const shaped = async (...words: string[]) => {
    const { stdout } = await watched(
      sandbox.env,
      ["--events", "pressed,reverted", ...words],
      [toggle, toggle],
    );
    return stdout.replaceAll(/[\d-]+T[\d:.]+Z/g, "TIME");
  };
  const row = (event: string) => ["TIME", event, "sub-1", id];
  expect((await shaped("-o", "csv")).split("\r\n").join("\n").split("\n")).toEqual([
    expect.stringMatching(/^AT,EVENT,SUBSCRIBER,MESSAGE,|^at,event,subscriber,message,/),
    expect.stringContaining(row("pressed").join(",")),
    expect.stringContaining(row("reverted").join(",")),
    "",
  ]);
  expect((await shaped("-o", "tsv")).split("\n").map((line) => line.split("\t").slice(0, 4))).toEqual([
    row("pressed"),
    row("reverted"),
    [""],
  ]);
  expect(await shaped("--fields", "event,button")).toBe("pressed\tprimary\nreverted\tprimary\n");
  expect(await shaped("--json", "--fields", "event")).toBe('{"event":"pressed"}\n{"event":"reverted"}\n');
  expect(await shaped("--query", "label")).toBe("Approve\nApprove\n");
  expect(await shaped("--query", "{a: event}", "--json")).toBe('{"a":"pressed"}\n{"a":"reverted"}\n');
  expect((await shaped("--json")).split("\n").map((line) => line.slice(0, 18))).toEqual([
    '{"event":"pressed"',
    '{"event":"reverted',
    "",
  ]);
});

test("on a terminal an event is a line to read, from which nothing steers it", async () => {
  const sandbox = await useSandbox();
  const labels = { primary: "Yes\u001b[2J\nno" };
  const [message] = sandbox.seed({ content: `Deploy\u001b]0;x\u0007 ${"4.2 ".repeat(30)}`, labels });
  const { stdout } = await watched(
    sandbox.env,
    ["--events", "pressed"],
    [() => sandbox.press(message?.messageId ?? "", "primary")],
    { terminals: ["stdout", "stderr"], columns: 110 },
  );
  expect(stdout.replace(/^\d\d:\d\d:\d\d/, "TIME")).toBe(
    `TIME  pressed     ${message?.messageId}  sub-1     primary   “Yes no”        Deploy 4.2 4.2…\n`,
  );
});

test("archived and snoozed are events, a later time is a new snooze", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { read: true });
  const mark = (...words: string[]) => run(["message", "mark", "sub-1", id, "--as", ...words], sandbox);
  const { events } = await watched(
    sandbox.env,
    ["--subscriber", "sub-1", "--events", "archived,unarchived,snoozed,unsnoozed"],
    [
      () => {},
      () => mark("snoozed", "--until", "2h"),
      () => mark("snoozed", "--until", "1d"),
      () => mark("unsnoozed"),
      () => mark("archived"),
      () => mark("unarchived"),
    ],
  );
  expect(told(events)).toEqual(["snoozed", "snoozed", "unsnoozed", "archived", "unarchived"]);
  expect(events[0]).toMatchObject({ before: { snoozedUntil: null } });
  expect(events[1]).toMatchObject({ before: { snoozedUntil: expect.stringContaining("T") } });
});
