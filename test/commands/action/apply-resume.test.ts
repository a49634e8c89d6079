import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allDone, csvOf, idsOf, useBulkHome, writesOf } from "../../support/bulk-input.js";
import { isProgramMissing } from "../../support/missing-program.js";

const results = (stdout: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const line of stdout.split("\n").filter(Boolean)) {
    const [, result = ""] = line.split("\t");
    counts[result] = (counts[result] ?? 0) + 1;
  }
  return counts;
};

test("what an earlier run did is skipped; what failed, or was not begun, is done", async () => {
  const home = await useBulkHome();
  const ids = idsOf(home.sandbox, 10);
  const file = home.file("rows.csv", allDone(ids));
  home.sandbox.fault({ name: "error-500", method: "POST", skip: 4, times: 1 });
  const first = await home.apply([file, "--concurrency", "1", "--max-failures", "1", "--retries", "0"]);
  expect([first.code, results(first.stdout)]).toEqual([11, { ok: 4, unknown: 1, skipped: 5 }]);
  home.sandbox.forget();
  const second = await home.apply([file, "--resume"]);
  expect([second.code, results(second.stdout)]).toEqual([0, { ok: 6, skipped: 4 }]);
  expect(second.stderr).toContain("· 6 done · 4 skipped (done earlier) ·");
  const third = await home.apply([file, "--resume"]);
  expect([third.code, results(third.stdout)]).toEqual([0, { skipped: 10 }]);
  expect(writesOf(home.sandbox)).toHaveLength(11);
});

test("a row is known by what it says, not by where it stands", async () => {
  const home = await useBulkHome();
  const ids = idsOf(home.sandbox, 6);
  const file = home.file("rows.csv", allDone(ids.slice(0, 4)));
  expect((await home.apply([file])).code).toBe(0);
  writeFileSync(file, allDone([...ids].reverse()));
  const { stdout } = await home.apply([file, "--resume"]);
  expect(results(stdout)).toEqual({ ok: 2, skipped: 4 });
});

test("without --resume everything is looked at again", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 3)));
  await home.apply([file]);
  expect(results((await home.apply([file])).stdout)).toEqual({ unchanged: 3 });
  expect(results((await home.apply([file, "--overwrite"])).stdout)).toEqual({ ok: 3 });
  expect(home.journals()).toHaveLength(1);
});

test("a journal that was cut in the middle of a line is read up to there", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 5)));
  const journal = home.file("j.ndjson");
  await home.apply([file, "--journal", journal, "--concurrency", "1"]);
  const whole = readFileSync(journal, "utf8");
  writeFileSync(journal, whole.slice(0, -20));
  const { code, stdout } = await home.apply([file, "--journal", journal, "--resume"]);
  expect([code, results(stdout)]).toEqual([0, { unchanged: 1, skipped: 4 }]);
});

test("--resume without a journal says so, and writes everything", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 2)));
  const { code, stdout, stderr } = await home.apply([file, "--resume"]);
  expect([code, results(stdout)]).toEqual([0, { ok: 2 }]);
  expect(stderr).toContain("no earlier run to resume: all rows are written");
});

test("a journal of another environment is not gone on with", async () => {
  const home = await useBulkHome({ keys: ["1".repeat(32), "2".repeat(32)] });
  const file = home.file("rows.csv", csvOf());
  const journal = home.file("j.ndjson");
  const as = (key: string) => ({ env: { ...home.env, NOVU_SECRET_KEY: key.repeat(32) } });
  expect((await home.apply([file, "--journal", journal], as("1"))).code).toBe(0);
  const { code, stderr } = await home.apply([file, "--journal", journal, "--resume"], as("2"));
  expect(code).toBe(3);
  expect(stderr).toContain("E_JOURNAL");
});

test("what is no journal is not written over", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 1)));
  const other = home.file("notes.txt", "my notes\nmore of them\n");
  appendFileSync(other, "the last\n");
  for (const words of [["--resume"], []]) {
    const { code, stderr } = await home.apply([file, "--journal", other, ...words]);
    expect([code, stderr]).toEqual([3, expect.stringContaining("isn't a novu-msg journal")]);
  }
  expect(home.read("notes.txt")).toBe("my notes\nmore of them\nthe last\n");
});

test.skipIf(isProgramMissing("mkfifo") || process.platform === "win32")(
  "a journal that can't be read again is refused before anything is sent",
  async () => {
    const home = await useBulkHome();
    const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 1)));
    const pipe = home.file("pipe");
    execFileSync("mkfifo", [pipe]);
    for (const place of [pipe, "/dev/null"]) {
      const { code, stdout, stderr } = await home.apply([file, "--journal", place]);
      expect([code, stdout]).toEqual([3, ""]);
      expect(stderr).toContain(`${place} isn't a regular file`);
    }
    expect(writesOf(home.sandbox)).toEqual([]);
  },
);

test("the same rows on stdin once more go on where the run before ended", async () => {
  const home = await useBulkHome();
  const rows = allDone(idsOf(home.sandbox, 4));
  home.sandbox.fault({ name: "error-500", method: "POST", skip: 2, times: 1 });
  const first = await home.apply(["--concurrency", "1", "--retries", "0"], { stdin: rows });
  expect([first.code, results(first.stdout)]).toEqual([11, { ok: 3, unknown: 1 }]);
  expect(first.stderr).toContain("--resume   (with the same rows again)");
  const second = await home.apply(["--resume"], { stdin: rows });
  expect([second.code, results(second.stdout)]).toEqual([0, { ok: 1, skipped: 3 }]);
});
