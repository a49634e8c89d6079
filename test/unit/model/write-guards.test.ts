import { expect, test } from "vitest";
import type { ActionRequest } from "../../../src/model/action.js";
import { readMessage } from "../../../src/model/message.js";
import { verdictOf, type WriteGuards } from "../../../src/model/write-guards.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
/** The guards with `--overwrite` only. */
const NONE: WriteGuards = { expect: undefined, overwrite: true, strict: false };
const PRIMARY_DONE: ActionRequest = {
  subscriberId: "alice",
  messageId: ID,
  button: "primary",
  status: "done",
  api: "v1",
};

type StoredAnswer = { status?: string; type?: string; payload?: Record<string, string> };

const message = (
  { status, type, payload }: StoredAnswer,
  buttons: readonly string[] = ["primary", "secondary"],
) =>
  readMessage({
    _id: ID,
    cta: {
      action: {
        ...(status === undefined ? {} : { status }),
        ...(type === undefined ? {} : { result: { type, ...(payload === undefined ? {} : { payload }) } }),
        buttons: buttons.map((each) => ({ type: each, content: each })),
      },
    },
  });

const refusalsOf = (...args: Parameters<typeof verdictOf>) => {
  const verdict = verdictOf(...args);
  return verdict.kind === "refused" ? verdict.refusals : [];
};

const refusals = (guards: Partial<WriteGuards>, request: Partial<ActionRequest>, answer: StoredAnswer) =>
  refusalsOf({ ...NONE, ...guards }, { ...PRIMARY_DONE, ...request }, message(answer)).map(
    ({ guard, reason }) => `${guard} ${reason}`,
  );

test.each<[string, StoredAnswer, Record<"pending" | "done", readonly string[]>]>([
  ["never touched", {}, { pending: [], done: ["--expect status"] }],
  ["pending", { status: "pending" }, { pending: [], done: ["--expect status"] }],
  ["set back", { status: "pending", type: "primary" }, { pending: [], done: ["--expect status"] }],
  ["done", { status: "done", type: "primary" }, { pending: ["--expect answered"], done: [] }],
  ["rubbish", { status: "doen" }, { pending: ["--expect status"], done: ["--expect status"] }],
])("--expect on a message that is %s", (_what, answer, expected) => {
  expect(refusals({ expect: "pending" }, {}, answer)).toEqual(expected.pending);
  expect(refusals({ expect: "done" }, {}, answer)).toEqual(expected.done);
});

const BY_CI = { status: "done", type: "primary", payload: { by: "ci" } };

test.each<[string, StoredAnswer, Partial<ActionRequest>, boolean]>([
  ["nothing there", {}, {}, true],
  ["a status that was set back", { status: "pending", type: "secondary" }, {}, true],
  ["rubbish that somebody stored", { status: "doen", type: "secondary" }, {}, true],
  ["the same answer, payload kept", BY_CI, {}, true],
  ["the same answer, same payload", BY_CI, { payload: { by: "ci" } }, true],
  ["another payload of its own", BY_CI, { payload: { by: "ada" } }, true],
  ["a cleared payload", BY_CI, { payload: {} }, true],
  ["its own answer set back", BY_CI, { status: "pending" }, true],
  ["the other button", { status: "done", type: "secondary" }, {}, false],
  ["a button that nobody knows", { status: "done", type: "tertiary" }, {}, false],
  ["the other's answer set back", { status: "done", type: "secondary" }, { status: "pending" }, false],
  ["an answer that names no button", { status: "done" }, {}, false],
  ["the same by v2", BY_CI, { api: "v2" }, true],
  ["the other button by v2", { status: "done", type: "secondary" }, { api: "v2" }, false],
])("without --overwrite, over %s", (_what, answer, asked, isAllowed) => {
  expect(refusals({ overwrite: false }, asked, answer)).toEqual(isAllowed ? [] : ["default answered"]);
  expect(refusals({ overwrite: true }, asked, answer)).toEqual([]);
});

test("--strict refuses a missing button, unsafe keys and a payload that stays", () => {
  const strict = { ...NONE, strict: true };
  const reasons = (...args: Parameters<typeof verdictOf>) => refusalsOf(...args).map(({ reason }) => reason);
  expect(reasons(strict, PRIMARY_DONE, message({}, ["secondary"]))).toEqual(["no button"]);
  expect(reasons(strict, PRIMARY_DONE, message({}, []))).toEqual(["no button"]);
  expect(reasons(strict, { ...PRIMARY_DONE, payload: { "a.b": 1 } }, message({}))).toEqual(["unsafe keys"]);
  const stored = message({ ...BY_CI, type: "secondary", status: "pending" });
  expect(reasons(strict, PRIMARY_DONE, stored)).toEqual(["payload stays"]);
  expect(reasons(strict, { ...PRIMARY_DONE, payload: {} }, stored)).toEqual([]);
  expect(reasons(strict, { ...PRIMARY_DONE, status: "pending" }, stored)).toEqual([]);
  expect(reasons(strict, { ...PRIMARY_DONE, payload: { a: 1 } }, message(BY_CI))).toEqual([]);
});

test("with only --overwrite, no write is refused", () => {
  const worst = message({ status: "done", type: "secondary" }, []);
  expect(refusalsOf(NONE, { ...PRIMARY_DONE, status: "pending", payload: { $a: 1 } }, worst)).toEqual([]);
});

test("every reason against a write is named, once for each guard", () => {
  const all: WriteGuards = { expect: "pending", overwrite: false, strict: true };
  const worst = message({ status: "done", type: "secondary", payload: { by: "ada" } }, []);
  expect(refusalsOf(all, PRIMARY_DONE, worst)).toEqual([
    { guard: "--strict", reason: "no button" },
    { guard: "--expect", reason: "answered" },
    { guard: "default", reason: "answered" },
    { guard: "--strict", reason: "payload stays" },
  ]);
});

test.each<[string, StoredAnswer, Partial<ActionRequest>, "unchanged" | "write"]>([
  ["the same answer, payload kept", BY_CI, {}, "unchanged"],
  ["the same answer, same payload", BY_CI, { payload: { by: "ci" } }, "unchanged"],
  ["the same answer, cleared where there is none", { ...BY_CI, payload: {} }, { payload: {} }, "unchanged"],
  ["another payload", BY_CI, { payload: { by: "ada" } }, "write"],
  ["a cleared payload", BY_CI, { payload: {} }, "write"],
  ["its own answer taken back", BY_CI, { status: "pending" }, "write"],
  ["nothing there", {}, {}, "write"],
  ["pending on a message without an answer", {}, { status: "pending" }, "write"],
])("what no guard refuses is sent unless the message has it: %s", (_what, answer, asked, kind) => {
  const guards = { expect: undefined, overwrite: false, strict: false };
  expect(verdictOf(guards, { ...PRIMARY_DONE, ...asked }, message(answer))).toEqual({ kind });
});

test("an answer that the message has already is refused where a guard asks for another state", () => {
  expect(verdictOf({ ...NONE, expect: "pending" }, PRIMARY_DONE, message(BY_CI))).toEqual({
    kind: "refused",
    refusals: [{ guard: "--expect", reason: "answered" }],
  });
});
