import fc from "fast-check";
import { expect, test } from "vitest";
import { createFinishedRows, type ParsedRecord, rowId } from "../../../src/bulk/finished-rows.js";
import { createRecordReader } from "../../../src/bulk/read-journal.js";
import type { ActionRequest } from "../../../src/model/action.js";
import type { JsonObject } from "../../../src/model/json.js";
import { type Asked, actionFor } from "./rows.js";

/** One answer per message; an absent payload keeps the stored one (docs/novu-api.md, "Payload"). */
type Answers = Map<string, { button: string; status: string; payload: JsonObject | undefined }>;

const carryOut = (answers: Answers, { messageId, button, status, payload }: ActionRequest): void => {
  answers.set(messageId, { button, status, payload: payload ?? answers.get(messageId)?.payload });
};

/** Result of a row that a run sends. */
type Fate = "ok" | "failed" | "unknown, carried out" | "unknown, not carried out";

interface Run {
  /** Number of rows that are handled before the process is killed. */
  readonly until: number;
  /** Number of records at the end of the run that were not written, although their rows were sent. */
  readonly lost: number;
  readonly fates: readonly Fate[];
  /** The order of the rows in the input of this run. */
  readonly order: readonly number[];
}

/** One run. Rows for one message are sent in order; the order between messages does not affect the result. */
const runOnce = (
  rows: readonly ActionRequest[],
  answers: Answers,
  journal: ParsedRecord[],
  run: Run,
  isFirst: boolean,
) => {
  const finished = createFinishedRows();
  for (const record of journal) finished.add(record);
  const written: ParsedRecord[] = [];
  const done: number[] = [];
  run.order.slice(0, run.until).forEach((index, at) => {
    const action = rows[index];
    if (action === undefined) return;
    const id = rowId("host", action);
    const entry: ReturnType<ReturnType<typeof createFinishedRows>["nextEntry"]> = isFirst
      ? { id, isDone: false, mustRevoke: false }
      : finished.nextEntry(id, action);
    if (entry.isDone) {
      done.push(index);
      return;
    }
    if (entry.mustRevoke) journal.push({ id, occurrence: entry.occurrence, isFinished: false });
    const fate = run.fates[at % run.fates.length] ?? "ok";
    if (fate === "ok" || fate === "unknown, carried out") carryOut(answers, action);
    if (fate === "ok") done.push(index);
    written.push({ id, occurrence: entry.occurrence, isFinished: fate === "ok" });
  });
  journal.push(...written.slice(0, Math.max(0, written.length - run.lost)));
  return done;
};

const asked: fc.Arbitrary<Asked> = fc.record(
  {
    message: fc.nat(3),
    button: fc.constantFrom("primary", "secondary"),
    status: fc.constantFrom("done", "pending"),
    payload: fc.constantFrom({ a: 1 }, { b: 2 }, {}),
  },
  { requiredKeys: ["message", "button", "status"] },
);

const fate = fc.constantFrom<Fate>(
  "ok",
  "ok",
  "ok",
  "failed",
  "unknown, carried out",
  "unknown, not carried out",
);

const anyRun = (count: number, order: fc.Arbitrary<readonly number[]>): fc.Arbitrary<Run> =>
  fc.record({
    until: fc.nat(count),
    lost: fc.nat(6),
    fates: fc.array(fate, { minLength: 1, maxLength: 9 }),
    order,
  });

const lastRun = (order: readonly number[]): Run => ({ until: order.length, lost: 0, fates: ["ok"], order });

const uninterrupted = (rows: readonly ActionRequest[], order: readonly number[]): Answers => {
  const answers: Answers = new Map();
  for (const index of order) {
    const action = rows[index];
    if (action !== undefined) carryOut(answers, action);
  }
  return answers;
};

test("killed anywhere, any number of times, with failures: the last run ends as one that was never interrupted", () => {
  const story = fc.array(asked, { minLength: 1, maxLength: 14 }).chain((rows) => {
    const order = rows.map((_, index) => index);
    return fc.tuple(
      fc.constant(rows),
      fc.array(anyRun(rows.length, fc.constant(order)), { minLength: 1, maxLength: 4 }),
    );
  });
  fc.assert(
    fc.property(story, ([asked, runs]) => {
      const rows = asked.map(actionFor);
      const order = rows.map((_, index) => index);
      const answers: Answers = new Map();
      const journal: ParsedRecord[] = [];
      runs.forEach((run, index) => {
        runOnce(rows, answers, journal, run, index === 0);
      });
      const done = runOnce(rows, answers, journal, lastRun(order), false);
      expect(done).toEqual(order);
      expect(answers).toEqual(uninterrupted(rows, order));
      const before = journal.length;
      runOnce(rows, answers, journal, lastRun(order), false);
      expect(journal).toHaveLength(before);
    }),
    { numRuns: 3_000 },
  );
});

test("the same where the input comes in another order each time, payloads that are kept aside", () => {
  const plain = asked.map(({ payload, ...rest }): Asked => ({ ...rest, payload: payload ?? {} }));
  const story = fc.array(plain, { minLength: 1, maxLength: 10 }).chain((rows) => {
    const indices = rows.map((_, index) => index);
    const order = fc.shuffledSubarray(indices, { minLength: rows.length });
    return fc.tuple(
      fc.constant(rows),
      anyRun(rows.length, order),
      fc.array(anyRun(rows.length, order), { maxLength: 3 }),
      order,
    );
  });
  fc.assert(
    fc.property(story, ([asked, first, others, order]) => {
      const rows = asked.map(actionFor);
      const answers: Answers = new Map();
      const journal: ParsedRecord[] = [];
      [first, ...others].forEach((run, index) => {
        runOnce(rows, answers, journal, run, index === 0);
      });
      runOnce(rows, answers, journal, lastRun(order), false);
      expect(answers).toEqual(uninterrupted(rows, order));
    }),
    { numRuns: 3_000 },
  );
});

test("equal rows are told apart by how often they came: one that is new is sent", () => {
  const done = actionFor({ message: 1 });
  const pending = actionFor({ message: 1, status: "pending" });
  const journal: ParsedRecord[] = [];
  const first = [done, pending, done];
  runOnce(first, new Map(), journal, lastRun([0, 1, 2]), true);
  const answers: Answers = new Map();
  const again = runOnce([...first, done], answers, journal, lastRun([0, 1, 2, 3]), false);
  expect(journal).toHaveLength(4);
  expect(again).toEqual([0, 1, 2, 3]);
  expect(answers.get(done.messageId)?.status).toBe("done");
});

interface Overtaken {
  readonly run: Run;
  /** Records of this run that were written only after the next run had begun. */
  readonly late: number;
}

/** A journal as lines, each record with its run ID. */
const createLines = () => {
  const lines: string[] = [];
  return {
    begin: (run: string) =>
      lines.push(
        JSON.stringify(lines.length === 0 ? { journal: "novu-msg apply", version: 2, run } : { run }),
      ),
    add: (run: string, records: readonly ParsedRecord[]) => {
      for (const { isFinished, ...record } of records)
        lines.push(JSON.stringify({ ...record, run, outcome: isFinished ? "ok" : "failed" }));
    },
    read: (): ParsedRecord[] => {
      const records: ParsedRecord[] = [];
      const reader = createRecordReader("journal", (record) => records.push(record));
      for (const line of lines) reader.read(line);
      return records;
    },
  };
};

test("runs that lose the journal and write some of their records late change nothing about how it ends", () => {
  const story = fc.array(asked, { minLength: 1, maxLength: 12 }).chain((rows) => {
    const order = rows.map((_, index) => index);
    const overtaken = fc.record({ run: anyRun(rows.length, fc.constant(order)), late: fc.nat(8) });
    return fc.tuple(fc.constant(rows), fc.array(overtaken, { minLength: 1, maxLength: 4 }));
  });
  fc.assert(
    fc.property(story, ([asked, runs]: readonly [readonly Asked[], readonly Overtaken[]]) => {
      const rows = asked.map(actionFor);
      const order = rows.map((_, index) => index);
      const answers: Answers = new Map();
      const lines = createLines();
      let late: readonly ParsedRecord[] = [];
      const step = (name: string, run: Run, lateOf: number, before: string | undefined) => {
        const journal = lines.read();
        lines.begin(name);
        if (before !== undefined) lines.add(before, late);
        const known = journal.length;
        const done = runOnce(rows, answers, journal, run, before === undefined);
        const written = journal.slice(known);
        const inTime = Math.max(0, written.length - lateOf);
        lines.add(name, written.slice(0, inTime));
        late = written.slice(inTime);
        return done;
      };
      runs.forEach(({ run, late: lateOf }, index) => {
        step(`run${index}`, run, lateOf, index === 0 ? undefined : `run${index - 1}`);
      });
      expect(step("last", lastRun(order), 0, `run${runs.length - 1}`)).toEqual(order);
      expect(answers).toEqual(uninterrupted(rows, order));
      const journal = lines.read();
      const before = journal.length;
      runOnce(rows, answers, journal, lastRun(order), false);
      expect(journal).toHaveLength(before);
    }),
    { numRuns: 2_000 },
  );
});
