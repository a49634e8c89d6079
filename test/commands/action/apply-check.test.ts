import { linkSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { allDone, csvOf, idsOf, useBulkHome, writesOf } from "../../support/bulk-input.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

test("a file is checked as a whole first: all bad rows are told, nothing is sent", async () => {
  const home = await useBulkHome();
  const [a = ""] = idsOf(home.sandbox, 1);
  const rows = csvOf(
    ["sub-1", a, "primary", "done"],
    ["sub-1", a, "primry", "done"],
    ["", a, "primary", "done"],
    ["sub-1", "not an id", "primary", "done"],
  );
  const file = home.file("rows.csv", rows);
  const { code, stdout, stderr } = await home.apply([file]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`error: 3 of 4 rows of ${file} are invalid`);
  expect(stderr).toMatch(/ {2}row 2 \(line 3\): .*primry.*primary/);
  expect(stderr).toMatch(/ {2}row 3 \(line 4\): .*subscriber/i);
  expect(stderr).toMatch(/ {2}row 4 \(line 5\): .*24 hex digits/);
  expect(stderr).toContain("Nothing was sent.");
  expect(stderr).toContain(`--no-precheck   (to send the other rows and count these as failed)`);
  expect(writesOf(home.sandbox)).toEqual([]);
  const json = JSON.parse((await home.apply([file, "--json"])).stderr);
  expect(json.error).toMatchObject({ code: "E_ROWS", details: { rows: 4, bad: 3 } });
  expect(json.error.details.listed.map(({ row }: { row: number }) => row)).toEqual([2, 3, 4]);
});

test("of many bad rows the first twenty are told, and how many more there are", async () => {
  const home = await useBulkHome();
  const rows = csvOf(...Array.from({ length: 31 }, () => ["sub-1", ID, "primry", "done"]));
  const { code, stderr } = await home.apply([home.file("rows.csv", rows)]);
  expect(code).toBe(2);
  expect(stderr.match(/^ {2}row \d+/gm)).toHaveLength(20);
  expect(stderr).toContain("… and 11 more");
  expect(stderr).not.toContain("--no-precheck");
});

test("without the check the others are sent, and bad rows fail where they stand", async () => {
  const home = await useBulkHome();
  const [a = ""] = idsOf(home.sandbox, 1);
  const bad = `sub-1,${a},"pri,mry",done,`;
  const rows = `${csvOf(["sub-1", a, "primary", "done"])}${bad}\n`;
  const failed = home.file("failed.csv");
  const line = [home.file("rows.csv", rows), "--no-precheck", "--failed-to", failed];
  const { code, stdout, stderr } = await home.apply(line);
  expect(code).toBe(11);
  expect(stdout).toMatch(/^1\tok\t/m);
  expect(stdout).toMatch(/^2\tfailed\t\t\t\t\tE_ROWS\t\t0\t0\t.*primary/m);
  expect(stderr).toContain("1 failed (1 invalid)");
  expect(home.read("failed.csv")).toBe(`subscriberId,messageId,type,status,payload\n${bad}\n`);
});

test("what comes on stdin is checked as it comes", async () => {
  const home = await useBulkHome();
  const [a = ""] = idsOf(home.sandbox, 1);
  const rows = csvOf(["sub-1", "x y", "primary", "done"], ["sub-1", a, "primary", "done"]);
  const { code, stdout } = await home.apply([], { stdin: rows });
  expect(code).toBe(11);
  expect(stdout).toMatch(/^1\tfailed\t.*E_ROWS/m);
  expect(stdout).toMatch(/^2\tok\t/m);
});

test("an input that breaks off on the way says what was done before", async () => {
  const home = await useBulkHome();
  const [a = ""] = idsOf(home.sandbox, 1);
  const rows = `${csvOf(["sub-1", a, "primary", "done"])}sub-1,"${a},primary,done,\n`;
  const { code, stdout, stderr } = await home.apply(["--yes"], { stdin: rows });
  expect(code).toBe(2);
  expect(stdout).toMatch(/^1\tok\t/m);
  expect(stderr).toContain("E_ROWS");
  expect(stderr).toContain("Before that: 1 done");
  // Without a yes it is read further before anything is written, and found out in time.
  home.sandbox.forget();
  expect((await home.apply([], { stdin: rows })).stdout).toBe("");
  expect(home.sandbox.wire()).toEqual([]);
});

test("more than twenty writes want a yes", async () => {
  const home = await useBulkHome();
  const ids = idsOf(home.sandbox, 21);
  const file = home.file("rows.csv", allDone(ids));
  const { code, stdout, stderr } = await home.apply([file]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(
    `confirmation needed: write 21 actions to the environment of the key from NOVU_SECRET_KEY at ${home.sandbox.url}?   [E_CONFIRM · exit 2]`,
  );
  expect(stderr).toContain(`try: novu-msg action apply --rate unlimited ${file} --yes`);
  expect(writesOf(home.sandbox)).toEqual([]);
  expect((await home.apply([home.file("few.csv", allDone(ids.slice(0, 20)))])).code).toBe(0);
  expect((await home.apply([file, "--yes"])).code).toBe(0);
});

test("on stdin the twenty-first row wants it, before the first is written", async () => {
  const home = await useBulkHome();
  const ids = idsOf(home.sandbox, 21);
  const { code, stdout, stderr } = await home.apply([], { stdin: allDone(ids) });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("confirmation needed: write more than 20 actions to");
  expect(stderr).toContain("stdin holds the rows, so there is no prompt. Nothing was written.");
  expect(stderr).toContain("--yes");
  expect(writesOf(home.sandbox)).toEqual([]);
  expect((await home.apply([], { stdin: allDone(ids.slice(0, 20)) })).code).toBe(0);
  expect((await home.apply(["-y"], { stdin: allDone(ids) })).code).toBe(0);
});

test("nothing is written over the rows that are read", async () => {
  const home = await useBulkHome();
  const rows = allDone([ID]);
  const file = home.file("rows.csv", rows);
  const same = `${home.folder}/./rows.csv`;
  const other = home.file("other.csv");
  for (const [words, what] of [
    [["--failed-to", same], "--failed-to is the input file"],
    [["--journal", same], "--journal is the input file"],
    [["--journal", other, "--failed-to", other], "--journal and --failed-to are the same file"],
  ] as const) {
    const { code, stderr } = await home.apply(["-f", file, ...words]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`error: ${what}   [E_CONFLICT`)]);
  }
  expect(home.read("rows.csv")).toBe(rows);
  expect(home.sandbox.requests).toEqual([]);
});

test("nor by another name of the same file", async () => {
  const home = await useBulkHome();
  const rows = allDone([ID]);
  const file = home.file("rows.csv", rows);
  const other = home.file("other.csv");
  linkSync(file, other);
  const { code, stderr } = await home.apply([file, "--failed-to", other]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("error: --failed-to is the input file")]);
  expect(home.read("rows.csv")).toBe(rows);
});

test("failed rows that have no place are refused before there is a journal or its lock", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone([ID]));
  const journal = home.file("j.ndjson");
  const nullStream = `${home.folder}/no/such/failed.csv`;
  expect((await home.apply([file, "--journal", journal, "--failed-to", nullStream])).code).toBe(2);
  expect(readdirSync(home.folder).filter((name) => name.startsWith("j.ndjson"))).toEqual([]);
});

test("a file that is not there, is a folder, or can't be written is told before anything is sent", async () => {
  const home = await useBulkHome();
  const ok = home.file("rows.csv", allDone([ID]));
  for (const [words, problem] of [
    [["-f", `${home.folder}/none.csv`], "no such file"],
    [["-f", home.folder], "it is a folder"],
    [
      ["-f", ok, "--failed-to", `${home.folder}/no/such/failed.csv`],
      "can't be written: no such folder (ENOENT)",
    ],
  ] as const) {
    const { code, stderr } = await home.apply(words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
  }
  expect(writesOf(home.sandbox)).toEqual([]);
});

test("nothing given, at a terminal, is told what is missing", async () => {
  const home = await useBulkHome();
  const { code, stderr } = await home.apply([], { terminals: ["stdin", "stdout", "stderr"] });
  expect(code).toBe(2);
  expect(stderr).toContain("no input: use -f FILE, or pipe rows to stdin");
  expect(home.sandbox.requests).toEqual([]);
});

test.each([
  ["--dry-run", 2, "E_ROWS"],
  ["--plan", 11, "E_PARTIAL"],
])("%s of a stream with an invalid row shows it, and is no success", async (mode, exit, error) => {
  const home = await useBulkHome();
  const [a = ""] = idsOf(home.sandbox, 1);
  const rows = csvOf(["sub-1", a, "primary", "done"], ["sub-1", "z z", "primary", "done"]);
  for (const line of [
    ["-", mode],
    [home.file("rows.csv", rows), "--no-precheck", mode],
  ]) {
    const { code, stdout, stderr } = await home.apply([...line, "--json"], { stdin: rows });
    expect([code, JSON.parse(stderr).error]).toMatchObject([exit, { code: error, sent: "no" }]);
    expect(JSON.parse(stdout)).toHaveLength(2);
  }
  expect(writesOf(home.sandbox)).toEqual([]);
});
