import { existsSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { type BulkHome, csvOf, HEADER, idsOf, useBulkHome } from "../../support/bulk-input.js";

const MISSING = "65f0c1a9b2d4e6f8a0b1c2d3";
const FAILED = `${HEADER}sub-1,${MISSING},primary,done,\n`;

/** An input of which one row fails, or none. */
const rowsOf = (home: BulkHome, fails = true): string => {
  const [id = ""] = idsOf(home.sandbox, 1);
  const rows = [["sub-1", id, "primary", "done"], ...(fails ? [["sub-1", MISSING, "primary", "done"]] : [])];
  return home.file("rows.csv", csvOf(...rows));
};

test("without a failure there is no file", async () => {
  const home = await useBulkHome();
  const failed = home.file("failed.csv");
  expect((await home.apply([rowsOf(home, false), "--failed-to", failed])).code).toBe(0);
  expect(existsSync(failed)).toBe(false);
});

test("a file of an earlier run of the same input is replaced, or removed where nothing fails now", async () => {
  const home = await useBulkHome();
  const failed = home.file("failed.csv");
  for (const more of [[], [], ["--resume"]]) {
    expect((await home.apply([rowsOf(home), "--failed-to", failed, ...more])).code).toBe(11);
    expect(home.read("failed.csv")).toBe(FAILED);
  }
  expect((await home.apply([rowsOf(home, false), "--failed-to", failed])).code).toBe(0);
  expect(existsSync(failed)).toBe(false);
});

test("an empty file is taken, such as mktemp makes", async () => {
  const home = await useBulkHome();
  const failed = home.file("failed.csv", "");
  expect((await home.apply([rowsOf(home), "--failed-to", failed])).code).toBe(11);
  expect(home.read("failed.csv")).toBe(FAILED);
});

test.each<[string, (home: BulkHome, failed: string) => Promise<void> | void, string]>([
  ["of others", (_, failed) => writeFileSync(failed, FAILED), "already exists"],
  [
    "of another input",
    async (home, failed) => {
      const other = home.file("other.csv", csvOf(["sub-1", MISSING, "primary", "done"]));
      await home.apply([other, "--failed-to", failed]);
    },
    "already exists",
  ],
  [
    "that was edited",
    async (home, failed) => {
      await home.apply([rowsOf(home), "--failed-to", failed]);
      writeFileSync(failed, `${FAILED}x\n`);
    },
    "was changed after",
  ],
])("a file %s is refused, and nothing is sent", async (_, prepare, refusal) => {
  const home = await useBulkHome();
  const failed = home.file("failed.csv");
  await prepare(home, failed);
  const before = home.read("failed.csv");
  const journals = existsSync(path.join(home.folder, "state")) ? home.journals() : [];
  const file = rowsOf(home);
  home.sandbox.forget();
  const { code, stderr } = await home.apply([file, "--failed-to", failed]);
  expect(code).toBe(2);
  expect(stderr).toContain(refusal);
  expect(home.read("failed.csv")).toBe(before);
  expect(home.sandbox.wire().filter((line) => line.startsWith("POST"))).toEqual([]);
  if (journals.length > 0) expect(home.journals()).toEqual(journals);
});

test("- prints the failed rows, and nothing else, to stdout", async () => {
  const home = await useBulkHome();
  const { code, stdout, stderr } = await home.apply([rowsOf(home), "--failed-to", "-"]);
  expect([code, stdout]).toEqual([11, FAILED]);
  expect(stderr).not.toContain("ready to run again");
  expect((await home.apply([rowsOf(home, false), "--failed-to", "-"])).stdout).toBe("");
  const json = await home.apply([rowsOf(home), "--failed-to", "-", "--json"]);
  expect([json.code, JSON.parse(json.stderr).error.code]).toEqual([2, "E_CONFLICT"]);
});

const journalOf = (home: BulkHome): string => {
  const folder = path.join(home.folder, "state", "novu-msg", "apply");
  return path.join(folder, readdirSync(folder).find((name) => name.endsWith(".ndjson")) ?? "");
};

test.each<[string, (journal: string) => void]>([
  ["was deleted", (journal) => rmSync(journal)],
  ["was truncated", (journal) => truncateSync(journal, 10)],
  [
    "was replaced",
    (journal) => {
      rmSync(journal);
      writeFileSync(journal, "x");
    },
  ],
])("a journal that %s during the run is a warning", async (what, damage) => {
  const home = await useBulkHome();
  const file = rowsOf(home, false);
  home.sandbox.fault({ name: "rate-limit", method: "POST", times: 1, retryAfter: "1" });
  const running = home.apply([file, "-q"]);
  await expect
    .poll(() => home.sandbox.wire().some((line) => line.startsWith("POST")), { interval: 10 })
    .toBe(true);
  damage(journalOf(home));
  const { code, stderr } = await running;
  expect(code).toBe(0);
  expect(stderr).toContain(`${what} during the run; with --resume, rows could be written twice`);
});
