import fc from "fast-check";
import { expect, test } from "vitest";
import type { CheckedRow, GoodRow, RowResult } from "../../../src/bulk/row.js";
import { runRows } from "../../../src/bulk/run-rows.js";
import { Failure } from "../../../src/failures/failure.js";
import { goodRows, inParts, okResult, settle } from "./rows.js";

type RunRowsOptions = Parameters<typeof runRows>[2];

interface Write {
  readonly row: GoodRow;
  readonly end: (result?: RowResult) => void;
}

/** A server whose answers the test gives, in the order it likes. */
const createServer = () => {
  const inFlight: Write[] = [];
  const started: GoodRow[] = [];
  let most = 0;
  const write = (row: GoodRow) =>
    new Promise<RowResult>((resolve) => {
      started.push(row);
      const entry: Write = {
        row,
        end: (result = okResult(row)) => {
          inFlight.splice(inFlight.indexOf(entry), 1);
          resolve(result);
        },
      };
      inFlight.push(entry);
      most = Math.max(most, inFlight.length);
    });
  return { write, inFlight, started, most: () => most };
};

const broken = (row: GoodRow): RowResult => ({
  row,
  outcome: "unknown",
  code: "E_NETWORK",
  attempts: 1,
  ms: 0,
});

const NO_JOURNAL: RunRowsOptions["journal"] = {
  checkFinished: () => false,
  revoke: async () => {},
  append: async () => {},
};

const options = (more: Partial<RunRowsOptions> = {}): RunRowsOptions => ({
  concurrency: 4,
  journal: NO_JOURNAL,
  stop: new AbortController(),
  ...more,
});

const collect = (results: AsyncIterable<readonly RowResult[]>) => {
  const all: RowResult[] = [];
  const ended = (async () => {
    for await (const some of results) all.push(...some);
  })();
  return { all, ended };
};

const numbersOf = (results: readonly RowResult[]) =>
  results.map(({ row }) => row.number).sort((a, b) => a - b);

test("every row has one result; no more run at once than allowed; rows for a message run one by one, in order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(6), { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 60, maxLength: 60 }),
      async (messages, concurrency, part, choices) => {
        const rows = goodRows(messages.map((message) => ({ message })));
        const server = createServer();
        const { all, ended } = collect(runRows(inParts(rows, part), server.write, options({ concurrency })));
        for (const [choice, isGood] of choices) {
          await settle();
          const ids = server.inFlight.map(({ row }) => row.action.messageId);
          expect(new Set(ids).size).toBe(ids.length);
          const write = server.inFlight[choice % server.inFlight.length];
          write?.end(isGood ? undefined : broken(write.row));
        }
        while (server.inFlight.length > 0) {
          server.inFlight[0]?.end();
          await settle();
        }
        await ended;
        expect(numbersOf(all)).toEqual(rows.map(({ number }) => number));
        expect(server.most()).toBeLessThanOrEqual(concurrency);
        for (const message of new Set(messages)) {
          const numbers = server.started
            .map(({ number }) => number)
            .filter((n) => messages[n - 1] === message);
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        }
        expect(server.inFlight).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

test("as many run at once as allowed, where the rows are for that many messages", async () => {
  const server = createServer();
  const rows = goodRows(Array.from({ length: 40 }, (_, message) => ({ message })));
  const { ended } = collect(runRows(inParts(rows, 40), server.write, options({ concurrency: 5 })));
  await settle();
  expect(server.inFlight).toHaveLength(5);
  while (server.inFlight.length > 0) {
    server.inFlight[0]?.end();
    await settle();
  }
  await ended;
});

test("rows for other messages run while many wait for one message", async () => {
  const server = createServer();
  const rows = goodRows(Array.from({ length: 150 }, (_, n) => ({ message: n < 149 ? 1 : 2 })));
  const { ended } = collect(runRows(inParts(rows, 150), server.write, options()));
  await settle();
  expect(server.inFlight.map(({ row }) => row.number)).toEqual([1, 150]);
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
        const fails = async (row: GoodRow) => broken(row);
        const { all, ended } = collect(
          runRows(inParts(rows, 13), fails, options({ maxFailures, concurrency })),
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

test("rows in flight are told at once when no row may begin any more, and why", async () => {
  const reasons: unknown[] = [];
  const write = (row: GoodRow, skip: AbortSignal) =>
    row.number === 1
      ? settle().then(() => broken(row))
      : new Promise<RowResult>((resolve) =>
          skip.addEventListener("abort", () => {
            reasons.push(skip.reason);
            resolve(okResult(row));
          }),
        );
  const rows = goodRows(Array.from({ length: 4 }, (_, message) => ({ message })));
  await collect(runRows(inParts(rows, 4), write, options({ maxFailures: 1 }))).ended;
  expect(reasons).toEqual(Array.from({ length: 3 }, () => "too-many-failures"));
});

test("an invalid row is a failure of its own", async () => {
  const bad: CheckedRow = { kind: "bad", number: 1, line: 2, raw: "x", reasons: ["No status.", "No type."] };
  const server = createServer();
  const { all, ended } = collect(runRows(inParts([bad], 1), server.write, options()));
  await ended;
  expect(all).toEqual([
    { row: bad, outcome: "failed", code: "E_ROWS", attempts: 0, ms: 0, message: "No status. No type." },
  ]);
  expect(server.started).toEqual([]);
});

test("what is under way when it is stopped ends; nothing else starts or is read", async () => {
  const server = createServer();
  const stop = new AbortController();
  let read = 0;
  async function* endless() {
    for (;;) yield* goodRows([{ message: read++ }]);
  }
  const { all, ended } = collect(runRows(endless(), server.write, options({ concurrency: 3, stop })));
  await settle();
  stop.abort();
  await settle();
  const taken = read;
  expect(server.inFlight).toHaveLength(3);
  while (server.inFlight.length > 0) server.inFlight[0]?.end();
  await ended;
  expect(read).toBe(taken);
  expect(server.started).toHaveLength(3);
  expect(all.filter(({ outcome }) => outcome === "ok")).toHaveLength(3);
  expect(all.filter(({ code }) => code === "interrupted")).toHaveLength(taken - 3);
});

test("an input that blocks keeps nobody who has stopped the run", async () => {
  const server = createServer();
  const stop = new AbortController();
  async function* blocking() {
    yield* goodRows([{ message: 1 }]);
    await new Promise(() => {});
  }
  const { all, ended } = collect(runRows(blocking(), server.write, options({ stop })));
  await settle();
  stop.abort();
  server.inFlight[0]?.end();
  await ended;
  expect(all).toMatchObject([{ outcome: "ok" }]);
});

test("who reads slowly holds the input back: what is held stays below a bound", async () => {
  let taken = 0;
  async function* endless() {
    for (;;) yield* goodRows([{ message: taken++ }]);
  }
  const server = createServer();
  const write = async (row: GoodRow) => {
    void server.write(row);
    server.inFlight[0]?.end();
    return okResult(row);
  };
  let given = 0;
  for await (const some of runRows(endless(), write, options({ concurrency: 8 }))) {
    given += some.length;
    for (let turn = 0; turn < 20; turn += 1) await settle();
    expect(taken - given).toBeLessThanOrEqual(1_000 + 1);
    if (given > 20_000) break;
  }
  expect(server.inFlight).toEqual([]);
});

test("who stops reading stops the run, after what is under way", async () => {
  const server = createServer();
  let isClosed = false;
  async function* endless() {
    try {
      for (let message = 0; ; message += 1) yield* goodRows([{ message }]);
    } finally {
      isClosed = true;
    }
  }
  const results = runRows(endless(), server.write, options({ concurrency: 2 }));
  const first = results.next();
  await settle();
  server.inFlight[0]?.end();
  await first;
  const closing = results.return(undefined);
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
    yield* goodRows([{ message: 1 }]);
    throw new Failure("E_FILE", "the file went away");
  }
  const { all, ended } = collect(runRows(breaking(), async (row) => okResult(row), options()));
  await expect(ended).rejects.toThrow("the file went away");
  expect(all).toHaveLength(1);
});

test("a write that throws is a bug: its row is unknown, and the run ends with the error", async () => {
  const rows = goodRows(Array.from({ length: 300 }, (_, message) => ({ message })));
  const write = async (row: GoodRow) => {
    if (row.number === 1) throw new TypeError("no such thing");
    return okResult(row);
  };
  const { all, ended } = collect(runRows(inParts(rows, 10), write, options()));
  await expect(ended).rejects.toThrow("no such thing");
  expect(all.filter(({ outcome }) => outcome === "unknown")).toMatchObject([
    { row: { number: 1 }, code: "E_BUG" },
  ]);
  expect(all.length).toBeLessThan(300);
});

test("a result is given once its record is written, and not before", async () => {
  const pending: (() => void)[] = [];
  const recorded: number[] = [];
  const append = ({ row }: RowResult) =>
    new Promise<void>((resolve) =>
      pending.push(() => {
        recorded.push(row.number);
        resolve();
      }),
    );
  const rows = goodRows(Array.from({ length: 30 }, (_, message) => ({ message })));
  const journal = { ...NO_JOURNAL, append };
  const { all, ended } = collect(
    runRows(inParts(rows, 30), async (row) => okResult(row), options({ journal })),
  );
  await settle();
  expect(all).toEqual([]);
  while (pending.length > 0) {
    pending.shift()?.();
    await settle();
    await settle();
    expect(all.map(({ row }) => row.number)).toEqual(recorded);
  }
  await ended;
  expect(all).toHaveLength(30);
});

test("a row is sent once the record of an earlier run is taken back, and not before", async () => {
  const server = createServer();
  let confirmRevoke = () => {};
  const revoke = () =>
    new Promise<void>((resolve) => {
      confirmRevoke = resolve;
    });
  const rows = goodRows([{ message: 1 }]);
  const { ended } = collect(
    runRows(inParts(rows, 1), server.write, options({ journal: { ...NO_JOURNAL, revoke } })),
  );
  await settle();
  expect(server.started).toEqual([]);
  confirmRevoke();
  await settle();
  expect(server.started).toEqual(rows);
  server.inFlight[0]?.end();
  await ended;
});

test("a journal that can't be written ends the run; rows without a record have no result", async () => {
  const journal = {
    ...NO_JOURNAL,
    append: async () => {
      throw new Failure("E_JOURNAL", "the disk is full");
    },
  };
  const rows = goodRows(Array.from({ length: 300 }, (_, message) => ({ message })));
  let sent = 0;
  const { all, ended } = collect(
    runRows(
      inParts(rows, 10),
      async (row) => {
        sent += 1;
        return okResult(row);
      },
      options({ journal }),
    ),
  );
  await expect(ended).rejects.toThrow("the disk is full");
  expect(all.filter(({ outcome }) => outcome === "ok")).toEqual([]);
  expect(sent).toBeLessThan(20);
});
