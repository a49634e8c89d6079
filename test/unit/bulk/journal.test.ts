import {
  appendFile,
  cp,
  link,
  mkdir,
  readdir,
  readFile,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type Journal, journalPath, openJournal } from "../../../src/bulk/journal.js";
import type { GoodRow } from "../../../src/bulk/row.js";
import { runRows } from "../../../src/bulk/run-rows.js";
import type { Failure } from "../../../src/failures/failure.js";
import { withoutKeyLike } from "../../../src/secrets/secret.js";
import { useTempDir } from "../../support/temp-dir.js";
import { goodRows, inParts, okResult } from "./rows.js";

type OpenJournalOptions = Parameters<typeof openJournal>[0];

/** A machine on which these processes run; each call is one of them. */
const machineWith =
  (...running: readonly number[]) =>
  (pid: number): OpenJournalOptions["lock"] => ({
    processes: {
      self: async () => ({ host: "here", bootId: "b", pidNamespace: "n", pid, startTime: `t${pid}` }),
      statusOf: async (other) =>
        running.includes(other) ? { state: "running", startTime: `t${other}` } : { state: "ended" },
    },
  });

const optionsFor = (file: string, more: Partial<OpenJournalOptions> = {}): OpenJournalOptions => ({
  file,
  resumeRequested: true,
  input: "/in.csv",
  host: "api.novu.co",
  environment: "Production",
  lock: machineWith()(100),
  now: () => Date.UTC(2026, 10, 25),
  ...more,
});

const newFile = async () => path.join(useTempDir(), "apply", "x.ndjson");

const failureOf = async (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    () => expect.fail("it went well"),
    (error) => error,
  );

/** Twenty rows, some for the same message, one of them twice the same. */
const ROWS = goodRows(
  Array.from({ length: 20 }, (_, n) => ({
    message: n % 7,
    status: n % 3 === 0 ? ("pending" as const) : ("done" as const),
    ...(n % 4 === 0 ? { payload: { n: n % 8 } } : {}),
  })),
);

const apply = async (journal: Journal, slots: Map<string, string>, sent: GoodRow["action"][] = []) => {
  const run = runRows(
    inParts(ROWS, 6),
    async (row) => {
      const { action } = row;
      sent.push(action);
      slots.set(action.messageId, `${action.button} ${action.status}`);
      return okResult(row);
    },
    { concurrency: 3, journal, stop: new AbortController() },
  );
  const numbers: number[] = [];
  for await (const some of run) numbers.push(...some.map(({ row }) => row.number));
  await journal.close();
  return numbers.sort((a, b) => a - b);
};

test("cut off wherever, it is gone on from: every row has a result, and the end is the same", async () => {
  const whole = await newFile();
  const slots = new Map<string, string>();
  await apply(await openJournal(optionsFor(whole)), slots);
  const { size } = await stat(whole);
  const again: number[] = [];
  const directory = useTempDir();
  const headerEnd = (await readFile(whole, "utf8")).indexOf("\n");
  // Every byte of an end of the header and of the last records, and every so many in between.
  const isTried = (bytes: number) => Math.abs(bytes - headerEnd) < 8 || bytes > size - 70 || bytes % 23 === 0;
  for (let bytes = 0; bytes <= size; bytes += 1) {
    if (!isTried(bytes)) continue;
    const file = path.join(directory, `cut-${bytes}.ndjson`);
    await cp(whole, file);
    await truncate(file, bytes);
    const sent: GoodRow["action"][] = [];
    const after = new Map(slots);
    const numbers = await apply(await openJournal(optionsFor(file)), after, sent);
    expect(numbers).toEqual(ROWS.map(({ number }) => number));
    expect(after).toEqual(slots);
    again.push(sent.length);
  }
  expect(again.at(0)).toBe(20);
  expect(again.at(-1)).toBe(0);
  expect(again).toEqual([...again].sort((a, b) => b - a));
}, 60_000);

test("holds no id, no payload and no key; only its owner can read it", async () => {
  const file = await newFile();
  await apply(await openJournal(optionsFor(file)), new Map());
  const text = await readFile(file, "utf8");
  const [header, first] = text.split("\n");
  expect(JSON.parse(header ?? "")).toEqual({
    journal: "novu-msg apply",
    version: 2,
    input: "/in.csv",
    host: "api.novu.co",
    environment: "Production",
    run: expect.stringMatching(/^[0-9a-f]{8}$/),
    startedAt: "2026-11-25T00:00:00.000Z",
  });
  expect(JSON.parse(first ?? "")).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{16}$/),
    run: JSON.parse(header ?? "").run,
    row: expect.any(Number),
    outcome: "ok",
  });
  expect(text).not.toMatch(/sub-1|00000000|payload/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  expect(await readdir(path.dirname(file))).toEqual(["x.ndjson"]);
});

test("without resume what was there is given up", async () => {
  const file = await newFile();
  await apply(await openJournal(optionsFor(file)), new Map());
  const journal = await openJournal(optionsFor(file, { resumeRequested: false }));
  const [row = expect.fail()] = goodRows([{ message: 0 }]);
  expect([journal.isResuming, journal.checkFinished(row)]).toEqual([false, false]);
  await journal.close();
  expect((await readFile(file, "utf8")).trimEnd().split("\n")).toHaveLength(1);
});

test.each([
  ["another version's", { version: 1 }, "it was written by another version of novu-msg"],
  ["another program's", { journal: "x" }, "it isn't a novu-msg journal"],
  ["another server's", { host: "eu.api.novu.co" }, "it is for eu.api.novu.co, environment Production"],
  ["another environment's", { environment: "Dev" }, "it is for api.novu.co, environment Dev"],
])("%s is not gone on from, and stays as it is", async (_, other, words) => {
  const file = await newFile();
  await (await openJournal(optionsFor(file))).close();
  const text = `${JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), ...other })}\n`;
  await writeFile(file, text);
  const failure = await failureOf(openJournal(optionsFor(file)));
  expect([failure.code, failure.sent]).toEqual(["E_JOURNAL", "no"]);
  expect(failure.message).toContain(words);
  expect(await readFile(file, "utf8")).toBe(text);
});

test("a line in its middle that nobody can read is said, with its number", async () => {
  const file = await newFile();
  await apply(await openJournal(optionsFor(file)), new Map());
  await appendFile(file, "what?\n");
  expect((await failureOf(openJournal(optionsFor(file)))).message).toContain("line 22 is damaged");
});

test("two runs do not share one; who comes later is told who has it", async () => {
  const file = await newFile();
  const lock = machineWith(100)(200);
  const first = await openJournal(optionsFor(file));
  const failure = await failureOf(openJournal(optionsFor(file, { lock })));
  expect([failure.code, failure.message]).toEqual(["E_JOURNAL", `another run is using the journal ${file}`]);
  expect(failure.info.hint?.join(" ")).toContain("process 100");
  await first.close();
  await (await openJournal(optionsFor(file, { lock }))).close();
});

/** Ways to a journal `apply/x.ndjson` in a folder, beside its own path. */
const OTHER_PATHS: readonly (readonly [string, (folder: string) => Promise<string>])[] = [
  ["a link beside it", (folder) => linkTo("x.ndjson", path.join(folder, "apply", "link"))],
  [
    "a link with an absolute target",
    (folder) => linkTo(path.join(folder, "apply", "x.ndjson"), `${folder}/link`),
  ],
  [
    "a link to a link",
    (folder) => linkTo("apply/x.ndjson", `${folder}/one`).then(() => linkTo("one", `${folder}/two`)),
  ],
  ["a linked folder", async (folder) => `${await linkTo("apply", `${folder}/linked`)}/x.ndjson`],
  [
    "a link behind a linked folder",
    async (folder) => {
      await linkTo("deep/er", `${folder}/linked`);
      await mkdir(path.join(folder, "deep", "er"), { recursive: true });
      return linkTo("../../apply/x.ndjson", `${folder}/linked/link`);
    },
  ],
  ["dots", async (folder) => `${folder}/apply/.././apply//x.ndjson`],
  ["a relative path", async (folder) => path.relative(process.cwd(), path.join(folder, "apply", "x.ndjson"))],
];

const linkTo = async (target: string, name: string): Promise<string> => {
  await symlink(target, name);
  return name;
};

describe.skipIf(process.platform === "win32")(
  "a journal is locked by whichever path a run reaches it",
  () => {
    const lock = machineWith(100)(200);

    test.each(OTHER_PATHS)("%s, while another run uses its own path", async (_what, otherPath) => {
      const folder = useTempDir();
      const first = await openJournal(optionsFor(path.join(folder, "apply", "x.ndjson")));
      const other = await otherPath(folder);
      const failure = await failureOf(openJournal(optionsFor(other, { lock })));
      expect([failure.code, failure.message]).toEqual([
        "E_JOURNAL",
        `another run is using the journal ${other}`,
      ]);
      await first.close();
      await (await openJournal(optionsFor(other, { lock }))).close();
    });

    test.each(OTHER_PATHS)("%s, when that is how the journal was begun", async (_what, otherPath) => {
      const folder = useTempDir();
      await mkdir(path.join(folder, "apply"));
      const other = await otherPath(folder);
      const first = await openJournal(optionsFor(other));
      const own = path.join(folder, "apply", "x.ndjson");
      for (const file of [own, other])
        expect((await failureOf(openJournal(optionsFor(file, { lock })))).code).toBe("E_JOURNAL");
      await first.close();
      expect((await readFile(own, "utf8")).startsWith('{"journal"')).toBe(true);
      expect((await readdir(path.dirname(own))).filter((name) => name.includes(".lock"))).toEqual([]);
    });

    test("a journal with a second name is refused and canceled; nothing was changed, since a lock can't cover both", async () => {
      const file = await newFile();
      await (await openJournal(optionsFor(file))).close();
      await link(file, `${file}.2`);
      const before = await readFile(file, "utf8");
      for (const resumeRequested of [true, false]) {
        const failure = await failureOf(openJournal(optionsFor(`${file}.2`, { resumeRequested })));
        expect([failure.code, failure.sent]).toEqual(["E_JOURNAL", "no"]);
        expect(failure.message).toContain("2 names (hard links)");
      }
      expect(await readFile(file, "utf8")).toBe(before);
    });

    test("links in a circle end with the system's reason", async () => {
      const folder = useTempDir();
      await linkTo("a", path.join(folder, "b"));
      const failure = await failureOf(openJournal(optionsFor(await linkTo("b", path.join(folder, "a")))));
      expect(failure.message).toContain("ELOOP");
    });
  },
);

test("the lock of a process that was killed is taken over, by one of many", async () => {
  const file = await newFile();
  await openJournal(optionsFor(file)); // Never closed.
  const others = Array.from({ length: 8 }, (_, n) => 200 + n);
  const ends = await Promise.allSettled(
    others.map((pid) => openJournal(optionsFor(file, { lock: machineWith(...others)(pid) }))),
  );
  const winners = ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  expect(winners).toHaveLength(1);
  await winners[0]?.close();
  expect(await readdir(path.dirname(file))).toEqual(["x.ndjson"]);
});

test("after a takeover the earlier run neither passes its check nor writes a record", async () => {
  const file = await newFile();
  const [row = expect.fail()] = goodRows([{ message: 0 }]);
  const first = await openJournal(optionsFor(file));
  first.checkFinished(row);
  first.assertHeld();
  const second = await openJournal(optionsFor(file, { lock: machineWith(200)(200) }));
  expect(() => first.assertHeld()).toThrow(`another run has taken over the journal ${file}`);
  const before = await readFile(file, "utf8");
  const failure = await failureOf(first.append(okResult(row)));
  expect([failure.code, failure.info.hint?.join(" ")]).toEqual([
    "E_JOURNAL",
    expect.stringContaining("It is process 200 on here."),
  ]);
  await first.close();
  expect(await readFile(file, "utf8")).toBe(before);
  second.assertHeld();
  second.checkFinished(row);
  await second.append(okResult(row));
  await second.close();
});

test("a record of a run that lost the journal is no finish, wherever it lands", async () => {
  const file = await newFile();
  const slots = new Map<string, string>();
  await apply(await openJournal(optionsFor(file)), slots);
  const stray = (await readFile(file, "utf8")).split("\n").slice(1, -1);
  const second = await openJournal(optionsFor(file));
  await appendFile(file, `${stray.join("\n")}\n`); // As written between the check and the takeover.
  await second.close();
  const twice = [...ROWS, ...ROWS];
  const third = await openJournal(optionsFor(file));
  const done = twice.map((row) => third.checkFinished(row));
  await third.close();
  expect(done).toEqual(twice.map((_, index) => index < ROWS.length));
});

test("a place that can't be used is said in words", async () => {
  const inTheWay = path.join(useTempDir(), "file");
  await writeFile(inTheWay, "");
  const failure = await failureOf(openJournal(optionsFor(path.join(inTheWay, "x.ndjson"))));
  expect([failure.code, failure.message]).toEqual([
    "E_JOURNAL",
    expect.stringContaining("can't be used: part of its path is a file, not a folder (ENOTDIR)"),
  ]);
});

test("each input and environment has a journal of its own", () => {
  const header = { input: "/a.csv", host: "h", environment: "e" };
  const one = journalPath("/state", header);
  expect(one).toMatch(/^\/state\/apply\/[0-9a-f]{24}\.ndjson$/);
  // The path is shown in output, where 32 hexadecimal digits would be masked as a key.
  expect(withoutKeyLike(one)).toBe(one);
  expect(journalPath("/state", header)).toBe(one);
  const others = [{ input: "/b.csv" }, { host: "i" }, { environment: "f" }];
  for (const other of others) expect(journalPath("/state", { ...header, ...other })).not.toBe(one);
});
