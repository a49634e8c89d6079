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
/** Set APPLY_SEED=… to reproduce a failure, whose test name contains the seed. */
const SEED = Number(process.env.APPLY_SEED ?? 20_261_125);

/** One request in twenty triggers a fault; two of these faults execute the write nevertheless. */
const FAULTS: readonly FaultInput[] = (
  ["reset-before", "reset-after", "error-500", "error-503", "spurious-400"] as const
).map((name, at) => ({ name, method: "POST", probability: 0.01, seed: SEED + at, times: "forever" }));

/** Several rows for most messages, with different answers, so that their order is visible. */
const rowsFor = (ids: readonly string[], random: () => number): string =>
  csvOf(
    ...Array.from({ length: ROWS }, (_, at) => [
      "sub-1",
      // Every message has a row; the further rows are for random messages.
      ids[at < ids.length ? at : Math.floor(random() * ids.length)] ?? "",
      random() < 0.5 ? "primary" : "secondary",
      random() < 0.8 ? "done" : "pending",
      random() < 0.5 ? "" : `"{""n"":${at}}"`,
    ]),
  );

/** The answer of each message, by ID. */
const stateOf = async (sandbox: TestSandbox): Promise<Map<string, unknown>> => {
  const answers = new Map<string, unknown>();
  for (let page = 0; ; page += 1) {
    const answer = await fetch(`${sandbox.url}/v1/messages?subscriberId=sub-1&limit=1000&page=${page}`, {
      headers: { authorization: `ApiKey ${KEY}` },
    });
    const { data, hasMore } = (await answer.json()) as {
      data: { _id: string; cta: { action: { status: string; result?: unknown } } }[];
      hasMore: boolean;
    };
    for (const { _id, cta } of data)
      answers.set(_id, { status: cta.action.status, result: cta.action.result });
    if (!hasMore) return answers;
  }
};

const LINE = ["action", "apply", "--yes", "--rate", "unlimited", "--concurrency", "32", "--retries", "8"];

interface RunResult {
  readonly code: number | null;
  readonly wasKilled: boolean;
  /** The complete lines of stdout as row and result. */
  readonly results: readonly (readonly [row: number, result: string])[];
}

/** Runs to the end, or is killed after it has printed `killAfter` rows. */
const runOnce = async (
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  killAfter: number,
): Promise<RunResult> => {
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

/** The rows that are done according to the journal; its last line may be incomplete. */
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

/** Kills one run after the other, each resuming the previous one, and lets the last one finish. */
const killedRuns = async (home: BulkHome, file: string, random: () => number) => {
  const journal = home.file("journal.ndjson");
  const reported = new Set<number>();
  const line = [file, "--journal", journal];
  const record = (end: RunResult) => {
    for (const [row, result] of end.results) if (result === "ok") reported.add(row);
    return end;
  };
  let torn = 0;
  for (let kills = 0; kills < KILLS; kills += 1) {
    const done = kills === 0 ? 0 : journaled(journal).size;
    // From the first row to a little after the rows done before, so that every kill happens during the run.
    const max = Math.min(ROWS - 1, done + (2 * (ROWS - done)) / (KILLS - kills + 1));
    const words = kills === 0 ? line : [...line, "--resume"];
    expect(record(await runOnce(words, home.env, Math.floor(random() * max))).wasKilled).toBe(true);
    // A power loss can destroy more than a kill: the end of the journal, in the middle of a line.
    if (kills % 3 === 0) cutEnd(journal, 1 + Math.floor(random() * 100));
    if (!readFileSync(journal, "utf8").endsWith("\n")) torn += 1;
  }
  const last = record(await runOnce([...line, "--resume"], home.env, Number.POSITIVE_INFINITY));
  return { journal, told: reported, torn, last };
};

/** Nothing else writes here, so a kept answer is one of this input. */
const GOOD_RESULTS: ReadonlySet<string> = new Set(["ok", "unchanged", "kept", "skipped"]);

test(`a run of ${ROWS} rows that is killed ${KILLS} times ends as one that is not (seed ${SEED})`, async () => {
  const random = seededRandom(SEED);
  const undisturbed = await useBulkHome();
  const home = await useBulkHome({ faults: FAULTS });
  const calmIds = idsOf(undisturbed.sandbox, MESSAGES);
  const ids = idsOf(home.sandbox, MESSAGES);
  const text = rowsFor(ids, random);
  const file = home.file("rows.csv", text);
  const twin = new Map(ids.map((id, at) => [id, calmIds[at] ?? ""]));
  const calmText = text.replaceAll(/\b[0-9a-f]{24}\b/g, (id) => twin.get(id) ?? id);

  const calmRun = runOnce(
    [undisturbed.file("rows.csv", calmText)],
    undisturbed.env,
    Number.POSITIVE_INFINITY,
  );

  const { journal, told, torn, last } = await killedRuns(home, file, random);

  expect((await calmRun).code).toBe(0);
  expect(last.code).toBe(0);
  expect(torn).toBeGreaterThan(KILLS / 6); // Otherwise the cuts were ineffective.

  // The last run reports every row once: as done by it, or by an earlier run.
  const rows = Array.from({ length: ROWS }, (_, at) => at + 1);
  expect(last.results.map(([row]) => row).sort((a, b) => a - b)).toEqual(rows);
  const resultOf = new Map(last.results);
  expect([...new Set(resultOf.values())].filter((result) => !GOOD_RESULTS.has(result))).toEqual([]);
  // Every row that was reported as done is in the journal, and every skipped row was done.
  const done = journaled(journal);
  const left = rows.filter((row) => !done.has(row));
  expect([...told].filter((row) => !done.has(row))).toEqual([]);
  // A killed run can have written a later row of a message without recording it. Then an earlier unrecorded row is kept
  // back, because the stored answer is newer.
  expect(left.filter((row) => resultOf.get(row) !== "kept")).toEqual([]);
  const messageOf = text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(",")[1]);
  expect(left.filter((row) => !messageOf.includes(messageOf[row], row + 1))).toEqual([]);

  const expected = await stateOf(undisturbed.sandbox);
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
