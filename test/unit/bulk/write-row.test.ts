import { expect, test } from "vitest";
import type { GoodRow } from "../../../src/bulk/row.js";
import { createRowWriter } from "../../../src/commands/action/apply/write-row.js";
import { Failure } from "../../../src/failures/failure.js";
import type { ActionRequest } from "../../../src/model/action.js";
import { type Message, readMessage } from "../../../src/model/message.js";
import { goodRows } from "./rows.js";

type RowWriterOptions = Parameters<typeof createRowWriter>[0];

const WAIT_MS = 5_000;

const messageWith = (button?: "primary" | "secondary"): Message =>
  readMessage(button === undefined ? {} : { cta: { action: { status: "done", result: { type: button } } } });

/** A writer whose rate limiter makes each row wait, and a clock that advances only then. */
const createTestWriter = (
  more: Partial<RowWriterOptions> = {},
  found: readonly Message[] = [messageWith()],
) => {
  let time = 0;
  const reads: string[] = [];
  const writes: ActionRequest[] = [];
  const skip = new AbortController();
  let duringWait = () => {};
  const options: RowWriterOptions = {
    novu: {
      writeAction: async (action) => {
        writes.push(action);
        time += 10;
        return { document: {}, message: messageWith("primary"), http: 201, attempts: 1 };
      },
      messageLookup: () => ({
        find: async (_, messageId) => {
          reads.push(messageId);
          return found[Math.min(reads.length, found.length) - 1];
        },
      }),
    },
    rateLimiter: {
      wait: async () => {
        time += WAIT_MS;
        duringWait();
      },
      sendAfterWait: (send) => send(),
    },
    guards: { overwrite: false, expect: undefined },
    isResuming: false,
    stop: new AbortController(),
    now: () => time,
    ...more,
  };
  const { write, fatal } = createRowWriter(options);
  const [row = expect.fail()] = goodRows([{ message: 1 }]);
  return {
    reads,
    writes,
    fatal,
    write: (asked: GoodRow = row) => write(asked, skip.signal),
    skipDuringWait: (reason: string) => {
      duringWait = () => skip.abort(reason);
    },
  };
};

test.each([{ overwrite: false }, { overwrite: true }])(
  "a row that still waits for the rate limiter when the others are skipped is not written (%o)",
  async ({ overwrite }) => {
    const { write, writes, skipDuringWait } = createTestWriter({ guards: { overwrite, expect: undefined } });
    skipDuringWait("too-many-failures");
    expect(await write()).toMatchObject({
      outcome: "skipped",
      code: "too-many-failures",
      attempts: 0,
      ms: 0,
    });
    expect(writes).toEqual([]);
  },
);

test("the time of a row begins with its first request: the read, or without one the write", async () => {
  expect(await createTestWriter().write()).toMatchObject({ outcome: "ok", ms: WAIT_MS + 10 });
  const unread = createTestWriter({ guards: { overwrite: true, expect: undefined } });
  expect(await unread.write()).toMatchObject({ outcome: "ok", ms: 10 });
  expect(unread.reads).toEqual([]);
});

test("an answer that comes while the row waits is kept", async () => {
  const { write, writes } = createTestWriter({}, [messageWith(), messageWith("secondary")]);
  expect(await write()).toMatchObject({ outcome: "kept", attempts: 0 });
  expect(writes).toEqual([]);
});

test("a failure that all rows would share stops the run; one of the network only before any answer", async () => {
  const stop = new AbortController();
  let failure: Failure | undefined;
  const { write, fatal } = createTestWriter({
    stop,
    guards: { overwrite: true, expect: undefined },
    novu: {
      writeAction: async () => {
        if (failure !== undefined) throw failure;
        return { document: {}, message: messageWith("primary"), http: 201, attempts: 1 };
      },
      messageLookup: () => ({ find: async () => undefined }),
    },
  });
  expect(await write()).toMatchObject({ outcome: "ok" });
  failure = new Failure("E_CONNECT", "refused", { sent: "no" });
  expect(await write()).toMatchObject({ outcome: "failed", code: "E_CONNECT" });
  expect([stop.signal.aborted, fatal()]).toEqual([false, undefined]);
  failure = new Failure("E_UNAUTHORIZED", "not accepted", { sent: "yes" });
  expect(await write()).toMatchObject({ outcome: "failed", code: "E_UNAUTHORIZED" });
  expect([stop.signal.aborted, fatal()]).toEqual([true, failure]);
});
