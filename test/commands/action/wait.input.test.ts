import { expect, test } from "vitest";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { run } from "../../support/run-cli.js";

const [A, B] = ["65f0c1a9b2d4e6f8a0b1c2d3", "65f0c1a9b2d4e6f8a0b1c2d4"];
const byId = (subscriberId: string, messageId: string) => ({ by: "id", subscriberId, messageId });
const inputFor = (...words: string[]) => inputOf(["action", "wait", ...words]);
const refusalFor = (...words: string[]) => refusalOf(["action", "wait", ...words]);

test("one message, and what holds where nothing is said", async () => {
  expect(await inputFor("alice", A)).toEqual({
    selectors: [byId("alice", A)],
    button: "any",
    needed: undefined,
    timeoutMs: 600_000,
    interval: undefined,
    maxInterval: undefined,
    allowMissingMs: 0,
    exitZero: false,
    map: undefined,
  });
});

test("every option has its place", async () => {
  const words = [
    "alice",
    A,
    "--for",
    "primary",
    "--timeout",
    "0",
    "--interval",
    "500ms",
    "--max-interval",
    "1m",
  ];
  expect(await inputFor(...words, "--allow-missing", "60s", "--exit-zero", "--all")).toMatchObject({
    button: { type: "primary" },
    needed: "all",
    timeoutMs: 0,
    interval: 500,
    maxInterval: 60_000,
    allowMissingMs: 60_000,
    exitZero: true,
  });
  expect(await inputFor("alice", A, "--map", "primary=3")).toMatchObject({
    map: [{ button: { type: "primary" }, code: 3 }],
  });
  expect(await inputFor("alice", A, "--map", "Yes, all=3, Reject=4", "--for", "Reject")).toMatchObject({
    button: { label: "Reject" },
    map: [
      { button: { label: "Yes, all" }, code: 3 },
      { button: { label: "Reject" }, code: 4 },
    ],
  });
});

test.each([
  [
    ["alice", A, B],
    [byId("alice", A), byId("alice", B)],
  ],
  [["--subscriber", "alice", A.toUpperCase(), A], [byId("alice", A)]],
  [
    ["alice", "--message", A, "--message", B],
    [byId("alice", A), byId("alice", B)],
  ],
  [["alice", "--latest"], [{ by: "latest", subscriberId: "alice" }]],
  [["--transaction", "t"], [{ by: "transaction", transactionId: "t", subscriberId: undefined }]],
  [["--transaction", "t", "alice"], [{ by: "transaction", transactionId: "t", subscriberId: "alice" }]],
  [
    ["--transaction", "t", "--transaction", "u", "--transaction", "t"],
    [
      { by: "transaction", transactionId: "t", subscriberId: undefined },
      { by: "transaction", transactionId: "u", subscriberId: undefined },
    ],
  ],
  [
    ["--pair", `user:42:${A}`, "--pair", `bob:${B}`],
    [byId("user:42", A), byId("bob", B)],
  ],
])("%j names its messages", async (words, selectors) => {
  expect(await inputFor(...words)).toMatchObject({ selectors });
});

test.each([
  [["alice"], "E_INPUT: missing: <messageId…>"],
  [["--message", A], "E_INPUT: missing: <subscriberId>"],
  [["alice", "txn_abc"], `E_ID: "txn_abc" isn't a message ID`],
  [["alice", A, "--pair", "bob"], `E_ID: "bob" isn't <subscriberId>:<messageId>`],
  [["alice", A, "--for", "primry"], `E_ENUM: "primry" isn't a button. Did you mean "primary"?`],
  [["alice", A, "--all", "--quorum", "2"], "E_CONFLICT: --any, --all and --quorum can't be combined"],
  [["alice", A, "--timeout", "soon"], `E_USAGE: "soon" isn't a duration`],
  [["alice", A, "--interval", "0"], `E_USAGE: "0" isn't a duration`],
])("%j is refused", async (words, refusal) => {
  expect(await refusalFor(...words)).toBe(refusal);
});

test.each([
  [["--interval", "100ms"], "--interval must be at least 250ms", "E_USAGE"],
  [["--interval", "5s", "--max-interval", "3s"], "--max-interval is shorter than --interval", "E_CONFLICT"],
  [["--exit-zero", "--map", "primary=1"], "--exit-zero and --map can't be combined", "E_CONFLICT"],
  [["--map", "primry=1"], 'Did you mean "primary"?', "E_ENUM"],
  [["--map", "primary=126"], "codes from 0 to 125", "E_USAGE"],
  [["--map", "primary"], "isn't button=code", "E_USAGE"],
  [["--map", "primary=0,"], "isn't button=code", "E_USAGE"],
  [["--map", "primary=-1"], "isn't button=code", "E_USAGE"],
  [["--quorum", "2"], "is more than the number of messages", "E_USAGE"],
])("%j is refused before a key is looked for", async (words, says, code) => {
  const end = await run(["action", "wait", "alice", A, ...words]);
  expect([end.code, end.stdout]).toEqual([2, ""]);
  expect(end.stderr).toContain(says);
  expect(end.stderr).toContain(`[${code} · exit 2]`);
});

test("a wrong code in --map is put right in the line to try", async () => {
  const { stderr } = await run(["action", "wait", "alice", A, "--map", "primry=1,secondary=2"]);
  expect(stderr).toContain("--map primary=1,secondary=2");
});
