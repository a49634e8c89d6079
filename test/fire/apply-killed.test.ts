import { readFileSync, truncateSync } from "node:fs";
import { expect, test } from "vitest";
import type { FaultInput } from "../../src/sandbox/sandbox.js";
import { type BulkHome, csvOf, idsOf, useBulkHome } from "../support/bulk-input.js";
import { recordFigure } from "../support/figures.js";
import type { TestSandbox } from "../support/sandbox.js";
import { KEY } from "../support/sandbox.js";
import { seededRandom } from "../support/seeded-random.js";
import { finished, start } from "../support/spawn-cli.js";

const ROWS = 5_000;
const MESSAGES = 2_000;
const KILLS = 30;
/** Another one with APPLY_SEED=…; a failure names it. */
const SEED = Number(process.env.APPLY_SEED ?? 20_261_125);

/** One request in twenty meets one of these; two of them carry the write out all the same. */
const FAULTS: readonly FaultInput[] = (
  ["reset-before", "reset-after", "error-500", "error-503", "spurious-400"] as const
).map((name, at) => ({ name, method: "POST", probability: 0.01, seed: SEED + at, times: "forever" }));

/** Several rows for most messages, each other than the one before, so that their order can be seen. */
const rowsFor = (ids: readonly string[], random: () => number): string =>
  csvOf(
    ...Array.from({ length: ROWS }, (_, at) => [
      "sub-1",
      // Every message has a row; the others go where chance leads.
      ids[at < ids.length ? at : Math.floor(random() * ids.length)] ?? "",
      random() < 0.5 ? "primary" : "secondary",
      random() < 0.8 ? "done" : "pending",
      random() < 0.5 ? "" : `"{""n"":${at}}"`,
    ]),
  );

/** What each message holds, by id. */
const stateOf = async (sandbox: TestSandbox): Promise<Map<string, unknown>> => {
  const slots = new Map<string, unknown>();
  for (let page = 0; ; page += 1) {
    const answer = await fetch(`${sandbox.url}/v1/messages?subscriberId=sub-1&limit=1000&page=${page}`, {
      headers: { authorization: `ApiKey ${KEY}` },
    });
    const { data, hasMore } = (await answer.json()) as {
      data: { _id: string; cta: { action: { status: string; result?: unknown } } }[];
      hasMore: boolean;
    };
    for (const { _id, cta } of data) slots.set(_id, { status: cta.action.status, result: cta.action.result });
    if (!hasMore) return slots;
  }
};

const LINE = ["action", "apply", "--yes", "--rate", "unlimited", "--concurrency", "32", "--retries", "8"];

interface Ended {
  readonly code: number | null;
  readonly wasKilled: boolean;
  /** Whole lines of stdout as row and result. */
  readonly results: readonly (readonly [row: number, result: string])[];
}

/** Runs to the end, or is killed once it has told of so many rows. */
const runOnce = async (
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  killAfter: number,
): Promise<Ended> => {
  const child = start([...LINE, ...words], { env });
  let lines = 0;
  child.stdout?.on("data", (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) lines += 1;
    if (lines >= killAfter) child.kill("SIGKILL");
  });
  const { code, signal, stdout } = await finished(child);
  const whole = stdout.split("\n").slice(0, -1);
  return {
    code,
    wasKilled: signal === "SIGKILL",
    results: whole.map((line) => {
      const [row, result = ""] = line.split("\t");
      return [Number(row), result] as const;
    }),
  };
};

/** Rows that the journal says are done; the last line may be torn. */
const journaled = (file: string): Set<number> =>
  new Set(
    readFileSync(file, "utf8")
      .split("\n")
      .slice(1, -1)
      .filter((line) => line.startsWith("{") && line.endsWith("}"))
      .map((line) => JSON.parse(line) as { row: number; outcome: string })
      .filter(({ outcome }) => outcome === "ok" || outcome === "unchanged")
      .map(({ row }) => row),
  );

const cutEnd = (file: string, bytes: number): void => {
  const text = readFileSync(file, "utf8");
  const header = text.indexOf("\n") + 1;
  truncateSync(file, Math.max(header, text.length - bytes));
};

/** Kills one run after the other, each going on with the one before, and lets the last one end. */
const killedRuns = async (home: BulkHome, file: string, random: () => number) => {
  const journal = home.file("journal.ndjson");
  const told = new Set<number>();
  const line = [file, "--journal", journal];
  const hear = (end: Ended) => {
    for (const [row, result] of end.results) if (result === "ok") told.add(row);
    return end;
  };
  let torn = 0;
  for (let kills = 0; kills < KILLS; kills += 1) {
    const done = kills === 0 ? 0 : journaled(journal).size;
    // Anywhere from the first row on to a little after what was done before, so that all kills fall into the run.
    const most = Math.min(ROWS - 1, done + (2 * (ROWS - done)) / (KILLS - kills + 1));
    const words = kills === 0 ? line : [...line, "--resume"];
    expect(hear(await runOnce(words, home.env, Math.floor(random() * most))).wasKilled).toBe(true);
    // A loss of power can take more than kill does: the end of the journal, in the middle of a line.
    if (kills % 3 === 0) cutEnd(journal, 1 + Math.floor(random() * 100));
    if (!readFileSync(journal, "utf8").endsWith("\n")) torn += 1;
  }
  const last = hear(await runOnce([...line, "--resume"], home.env, Number.POSITIVE_INFINITY));
  return { journal, told, torn, last };
};

/** Nobody else presses here, so that what is kept is this input's own. */
const GOOD_RESULTS: ReadonlySet<string> = new Set(["ok", "unchanged", "kept", "skipped"]);

test(`a run of ${ROWS} rows that is killed ${KILLS} times ends as one that is not (seed ${SEED})`, async () => {
  const random = seededRandom(SEED);
  const calm = await useBulkHome();
  const home = await useBulkHome({ faults: FAULTS });
  const calmIds = idsOf(calm.sandbox, MESSAGES);
  const ids = idsOf(home.sandbox, MESSAGES);
  const text = rowsFor(ids, random);
  const file = home.file("rows.csv", text);
  const twin = new Map(ids.map((id, at) => [id, calmIds[at] ?? ""]));
  const calmText = text.replaceAll(/\b[0-9a-f]{24}\b/g, (id) => twin.get(id) ?? id);

  const calmRun = runOnce([calm.file("rows.csv", calmText)], calm.env, Number.POSITIVE_INFINITY);

  const { journal, told, torn, last } = await killedRuns(home, file, random);

  expect((await calmRun).code).toBe(0);
  expect(last.code).toBe(0);
  expect(torn).toBeGreaterThan(KILLS / 6); // Else the cuts have missed what they were meant for.

  // The last run speaks of every row once: it did it, or an earlier run had done it.
  const rows = Array.from({ length: ROWS }, (_, at) => at + 1);
  expect(last.results.map(([row]) => row).sort((a, b) => a - b)).toEqual(rows);
  const resultOf = new Map(last.results);
  expect([...new Set(resultOf.values())].filter((result) => !GOOD_RESULTS.has(result))).toEqual([]);
  // Whatever was told as done is in the journal; whatever was skipped had been done.
  const done = journaled(journal);
  const left = rows.filter((row) => !done.has(row));
  expect([...told].filter((row) => !done.has(row))).toEqual([]);
  // A killed run can have written a later row of a message without recording it. Then an earlier row that it had not
  // recorded either is left alone, for what stands is newer.
  expect(left.filter((row) => resultOf.get(row) !== "kept")).toEqual([]);
  const messageOf = text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(",")[1]);
  expect(left.filter((row) => !messageOf.includes(messageOf[row], row + 1))).toEqual([]);

  const expected = await stateOf(calm.sandbox);
  const got = await stateOf(home.sandbox);
  const differing = ids.filter(
    (id) => JSON.stringify(got.get(id)) !== JSON.stringify(expected.get(twin.get(id) ?? "")),
  );
  expect(differing).toEqual([]);

  const posts = home.sandbox.requests.filter(({ method }) => method === "POST");
  recordFigure("bulk writes killed at random points", {
    seed: SEED,
    rows: ROWS,
    kills: KILLS,
    journalsTorn: torn,
    requests: posts.length,
    faults: posts.filter(({ fault }) => fault !== undefined).length,
    differing: differing.length,
    lost: 0,
  });
});
