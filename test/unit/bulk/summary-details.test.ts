import { expect, test } from "vitest";
import type { RowResult } from "../../../src/bulk/row.js";
import { reportRun } from "../../../src/commands/action/apply/report.js";
import { Failure } from "../../../src/failures/failure.js";
import { goodRows } from "./rows.js";

const CONTEXT = {
  signal: new AbortController().signal,
  lineWith: () => undefined,
  output: {
    format: "tsv" as const,
    isForPerson: false,
    textWidth: 80,
    note: async () => {},
    warn: async () => {},
    print: async () => {},
    show: async () => {},
    during: <T>(_: unknown, work: Promise<T>) => work,
    progress: async () => async () => {},
  },
};

const RUN = {
  onResult: async () => {},
  stop: () => {},
  close: async () => [],
  fatal: () => undefined,
  total: undefined,
  isInputConsumed: () => true,
  isRereadable: true,
  now: () => 0,
  location: { region: "us", profile: undefined, key: { source: "NOVU_MSG_SECRET_KEY" } },
  input: { failedTo: undefined, maxFailures: 1 },
};

test("the details of a partial failure count rows under the field names of the JSON error", async () => {
  const [row = expect.fail()] = goodRows([{ message: 1 }]);
  const result = (outcome: RowResult["outcome"], code?: RowResult["code"]): RowResult => ({
    row,
    outcome,
    attempts: 1,
    ms: 0,
    ...(code === undefined ? {} : { code }),
  });
  const results = [
    result("ok"),
    result("failed", "E_NETWORK"),
    result("skipped", "already-done"),
    result("skipped", "too-many-failures"),
    result("skipped", "interrupted"),
  ];
  async function* batches(): AsyncGenerator<readonly RowResult[], undefined> {
    yield results;
  }
  const { chunks, finish } = reportRun(CONTEXT, { ...RUN, results: batches() });
  for await (const _ of chunks);
  const failure = await Promise.resolve(finish?.(true)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(JSON.stringify((failure as Failure).info.details?.counts)).toBe(
    '{"ok":1,"unchanged":0,"kept":0,"failed":1,"unknown":0,"earlier":1,"refused":1,"left":1}',
  );
});
