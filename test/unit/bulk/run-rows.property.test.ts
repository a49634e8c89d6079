import fc from "fast-check";
import { expect, test } from "vitest";
import type { CheckedRow, RowPosition } from "../../../src/bulk/bulk-row.js";
import type { RowResult, RunRowsOptions } from "../../../src/bulk/bulk-types.js";
import { runRows } from "../../../src/bulk/run-rows.js";
import { Failure } from "../../../src/failures/failure.js";
import type { ActionRequest } from "../../../src/model/action.js";
import { goodRows, inBatches, settle } from "./rows.js";

interface Write {
  readonly action: ActionRequest;
  readonly place: RowPosition;
  readonly end: (failure?: Failure) => void;
}

/** A server whose answers the test gives, in the order it likes. */
const createServer = () => {
  const inFlight: Write[] = [];
  const started: RowPosition[] = [];
  let most = 0;
  const write = (action: ActionRequest, place: RowPosition) =>
    new Promise<{ outcome: "ok"; attempts: number }>((resolve, reject) => {
      started.push(place);
      const entry: Write = {
        action,
        place,
        end: (failure) => {
          inFlight.splice(inFlight.indexOf(entry), 1);
          if (failure === undefined) resolve({ outcome: "ok", attempts: 1 });
          else reject(failure);
        },
      };
      inFlight.push(entry);
      most = Math.max(most, inFlight.length);
    });
  return { write, inFlight, started, most: () => most };
};

const options = (more: Partial<RunRowsOptions> = {}): RunRowsOptions => ({
  concurrency: 4,
  signal: new AbortController().signal,
  giveUp: () => {},
  gate: { turn: () => undefined, inTurn: (send) => send() },
  now: () => 0,
  sleep: () => new Promise(() => {}),
  ...more,
});

const collect = (results: AsyncIterable<readonly RowResult[]>) => {
  const all: RowResult[] = [];
  const ended = (async () => {
    for await (const some of results) all.push(...some);
  })();
  return { all, ended };
};

const BROKEN = new Failure("E_NETWORK", "broke", { sent: "unknown" });

test("every row has one result; no more run at once than allowed; rows for a message run one by one, in order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(6), { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 60, maxLength: 60 }),
      async (messages, concurrency, batch, choices) => {
        const rows = goodRows(messages.map((message) => ({ message })));
        const server = createServer();
        const run = runRows(inBatches(rows, batch), server.write, options({ concurrency }));
        const { all, ended } = collect(run.results);
        for (const [choice, isGood] of choices) {
          await settle();
          const ids = server.inFlight.map(({ action }) => action.messageId);
          expect(new Set(ids).size).toBe(ids.length);
          server.inFlight[choice % server.inFlight.length]?.end(isGood ? undefined : BROKEN);
        }
        await settle();
        await ended;
        expect(all.map(({ row }) => row.number).sort((a, b) => a - b)).toEqual(
          rows.map(({ number }) => number),
        );
        expect(server.most()).toBeLessThanOrEqual(concurrency);
        for (const message of new Set(messages)) {
          const numbers = server.started
            .map(({ number }) => number)
            .filter((n) => messages[n - 1] === message);
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        }
        expect(run.counts()).toMatchObject({ taken: rows.length, finished: rows.length, inFlight: 0 });
      },
    ),
    { numRuns: 150 },
  );
});

test("as many run at once as allowed, where the rows are for that many messages", async () => {
  const server = createServer();
  const rows = goodRows(Array.from({ length: 40 }, (_, message) => ({ message })));
  const { ended } = collect(runRows(inBatches(rows, 7), server.write, options({ concurrency: 5 })).results);
  await settle();
  expect(server.inFlight).toHaveLength(5);
  while (server.inFlight.length > 0) {
    server.inFlight[0]?.end();
    await settle();
  }
  await ended;
});

test("after so many failures nothing starts, and the rest is skipped", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 400 }),
      async (maxFailures, concurrency, count) => {
        const rows = goodRows(Array.from({ length: count }, (_, message) => ({ message })));
        const fails = async () => {
          throw BROKEN;
        };
        const { all, ended } = collect(
          runRows(inBatches(rows, 13), fails, options({ maxFailures, concurrency })).results,
        );
        await ended;
        const sent = all.filter(({ outcome }) => outcome === "unknown").length;
        expect(sent).toBeGreaterThanOrEqual(Math.min(count, maxFailures));
        expect(sent).toBeLessThanOrEqual(Math.min(count, maxFailures + concurrency - 1));
        expect(all.filter(({ code }) => code === "too-many-failures")).toHaveLength(count - sent);
        expect(new Set(all.map(({ row }) => row.number)).size).toBe(count);
      },
    ),
    { numRuns: 50 },
  );
});

test("a row that cannot be sent is a failure of its own", async () => {
  const bad: CheckedRow = { kind: "bad", number: 1, line: 2, raw: "x", reasons: ["No status.", "No type."] };
  const server = createServer();
  const { all, ended } = collect(runRows(inBatches([bad], 1), server.write, options()).results);
  await ended;
  expect(all).toEqual([
    { row: bad, outcome: "failed", code: "E_ROWS", attempts: 0, ms: 0, message: "No status. No type." },
  ]);
  expect(server.started).toEqual([]);
});

test("what is under way when the signal comes ends; nothing else starts or is read", async () => {
  const server = createServer();
  const ending = new AbortController();
  let read = 0;
  async function* endless() {
    for (;;) yield goodRows([{ message: read++ }]);
  }
  const run = runRows(endless(), server.write, options({ concurrency: 3, signal: ending.signal }));
  const { all, ended } = collect(run.results);
  await settle();
  ending.abort("SIGINT");
  await settle();
  const taken = read;
  expect(server.inFlight).toHaveLength(3);
  while (server.inFlight.length > 0) server.inFlight[0]?.end();
  await ended;
  expect(read).toBe(taken);
  expect(server.started).toHaveLength(3);
  expect(all.filter(({ outcome }) => outcome === "ok")).toHaveLength(3);
  expect(all.filter(({ code }) => code === "interrupted")).toHaveLength(run.counts().taken - 3);
});

test("what does not end in the grace is given up, and then nobody knows", async () => {
  const server = createServer();
  const ending = new AbortController();
  const naps: number[] = [];
  const run = runRows(
    inBatches(goodRows([{ message: 1 }]), 1),
    server.write,
    options({
      signal: ending.signal,
      graceMs: 700,
      giveUp: () => server.inFlight[0]?.end(new Failure("E_INTERRUPTED", "stopped", { sent: "unknown" })),
      sleep: async (ms) => void naps.push(ms),
    }),
  );
  const { all, ended } = collect(run.results);
  await settle();
  ending.abort("SIGINT");
  await ended;
  expect(naps).toEqual([700]);
  expect(all).toMatchObject([{ outcome: "unknown", code: "E_INTERRUPTED" }]);
});

test("who reads slowly holds the input back: what is held stays below a bound", async () => {
  let taken = 0;
  async function* endless() {
    for (;;) {
      taken += 50;
      yield goodRows(Array.from({ length: 50 }, (_, n) => ({ message: taken + n })));
    }
  }
  const run = runRows(endless(), async () => ({ outcome: "ok", attempts: 1 }), options({ concurrency: 8 }));
  let given = 0;
  for await (const some of run.results) {
    given += some.length;
    for (let turn = 0; turn < 20; turn += 1) await settle();
    expect(taken - given).toBeLessThanOrEqual(1_000 + 200 + 50 + 2 * 8);
    if (given > 20_000) break;
  }
  expect(run.counts().inFlight).toBe(0);
});

test("who stops reading stops the run, after what is under way", async () => {
  const server = createServer();
  let isClosed = false;
  async function* endless() {
    try {
      for (let message = 0; ; message += 1) yield goodRows([{ message }]);
    } finally {
      isClosed = true;
    }
  }
  const run = runRows(endless(), server.write, options({ concurrency: 2 }));
  const results = run.results[Symbol.asyncIterator]();
  const first = results.next();
  await settle();
  server.inFlight[0]?.end();
  await first;
  const closing = results.return?.();
  await settle();
  const before = server.started.length;
  while (server.inFlight.length > 0) server.inFlight[0]?.end();
  await closing;
  await settle();
  expect(isClosed).toBe(true);
  expect(server.started).toHaveLength(before);
});

test("an input that breaks ends the run with its error, after the results there are", async () => {
  async function* breaking() {
    yield goodRows([{ message: 1 }]);
    throw new Failure("E_FILE", "the file went away");
  }
  const { all, ended } = collect(
    runRows(breaking(), async () => ({ outcome: "ok", attempts: 1 }), options()).results,
  );
  await expect(ended).rejects.toThrow("the file went away");
  expect(all).toHaveLength(1);
});

test("a result is given once its record is written, and not before", async () => {
  const pending: (() => void)[] = [];
  const recorded: number[] = [];
  const journal: RunRowsOptions["journal"] = {
    take: () => ({ id: "0123456789abcdef", isDone: false }),
    append: (records) =>
      new Promise((resolve) =>
        pending.push(() => {
          recorded.push(...records.map(({ number }) => number));
          resolve();
        }),
      ),
    close: async () => {},
  };
  const rows = goodRows(Array.from({ length: 30 }, (_, message) => ({ message })));
  const run = runRows(
    inBatches(rows, 30),
    async () => ({ outcome: "ok", attempts: 1 }),
    options(journal === undefined ? {} : { journal }),
  );
  const { all, ended } = collect(run.results);
  await settle();
  expect(all).toEqual([]);
  while (pending.length > 0) {
    pending.shift()?.();
    await settle();
    expect(all.map(({ row }) => row.number)).toEqual(recorded);
  }
  await ended;
  expect(all).toHaveLength(30);
});

test("a journal that cannot be written ends the run; rows without a record have no result", async () => {
  const journal = {
    take: () => ({ id: "0123456789abcdef", isDone: false }),
    append: async () => {
      throw new Failure("E_JOURNAL", "the disk is full");
    },
    close: async () => {},
  };
  const rows = goodRows(Array.from({ length: 300 }, (_, message) => ({ message })));
  let sent = 0;
  const { all, ended } = collect(
    runRows(
      inBatches(rows, 10),
      async () => {
        sent += 1;
        return { outcome: "ok", attempts: 1 };
      },
      options({ journal }),
    ).results,
  );
  await expect(ended).rejects.toThrow("the disk is full");
  expect(all.filter(({ outcome }) => outcome === "ok")).toEqual([]);
  expect(sent).toBeLessThan(20);
});
