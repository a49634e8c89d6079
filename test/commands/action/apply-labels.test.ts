import { expect, test } from "vitest";
import { type BulkHome, csvOf, idsOf, useBulkHome, writesOf } from "../../support/bulk-input.js";

interface Result {
  readonly row: number;
  readonly result: string;
  readonly type: string | null;
  readonly code: string | null;
  readonly attempts: number;
  readonly why: string | null;
}

const resultsOf = async (home: BulkHome, file: string, ...words: readonly string[]) => {
  const { code, stdout } = await home.apply([file, "--json", ...words]);
  const rows = JSON.parse(stdout || "[]") as readonly Result[];
  return { code, rows: [...rows].sort((a, b) => a.row - b.row) };
};

const reads = ({ sandbox }: BulkHome) =>
  sandbox.wire().filter((line) => line.startsWith("GET /v1/messages?")).length;

test.each([[[]], [["--overwrite"]]])("a label is resolved from one page for all rows (%s)", async (words) => {
  const home = await useBulkHome();
  const ids = idsOf(home.sandbox, 5);
  const labels = ["Approve", " reject ", "REJECT", "primary", "Approve"];
  const file = home.file("rows.csv", csvOf(...ids.map((id, at) => ["sub-1", id, labels[at] ?? "", "done"])));
  home.sandbox.forget();
  const { code, rows } = await resultsOf(home, file, ...words);
  expect(code).toBe(0);
  expect(rows.map(({ type }) => type)).toEqual(["primary", "secondary", "secondary", "primary", "primary"]);
  expect(writesOf(home.sandbox).sort()).toEqual(ids.map((id, at) => `${id} ${rows[at]?.type} done`).sort());
  expect(reads(home)).toBe(1);
});

test("with --overwrite no page is read for rows that name a button", async () => {
  const home = await useBulkHome();
  const ids = idsOf(home.sandbox, 3);
  const file = home.file("rows.csv", csvOf(...ids.map((id) => ["sub-1", id, "secondary", "done"])));
  home.sandbox.forget();
  expect((await resultsOf(home, file, "--overwrite")).code).toBe(0);
  expect(reads(home)).toBe(0);
});

test.each([[[]], [["--overwrite"]], [["--plan"]]])(
  "an unknown label, or one of both buttons, is a failed row (%s)",
  async (words) => {
    const home = await useBulkHome();
    const [good = "", unknown = "", twin = ""] = [
      ...idsOf(home.sandbox, 2),
      ...home.sandbox
        .seed({ subscriberId: "sub-1", labels: { primary: "OK", secondary: "ok" } })
        .map(({ messageId }) => messageId),
    ];
    const rows = csvOf(
      ["sub-1", good, "Approve", "done"],
      ["sub-1", unknown, "Snooze", "done"],
      ["sub-1", twin, "oK", "done"],
      ["sub-1", "65f0c1a9b2d4e6f8a0b1c2d3", "Approve", "done"],
    );
    const { code, rows: results } = await resultsOf(home, home.file("rows.csv", rows), ...words);
    expect(code).toBe(11);
    expect(results[1]?.why).toContain('the message has no button "Snooze"');
    expect(results[2]?.why).toContain('both buttons are labeled "oK"');
    if (words.includes("--plan")) return;
    expect(results.map(({ result, code: why, attempts }) => [result, why, attempts])).toEqual([
      ["ok", null, 1],
      ["failed", "E_ENUM", 0],
      ["failed", "E_AMBIGUOUS", 0],
      ["failed", "E_MESSAGE", 0],
    ]);
    expect(writesOf(home.sandbox)).toEqual([`${good} primary done`]);
  },
);

test("a word that is near a button stops a file before anything is sent", async () => {
  const home = await useBulkHome();
  const [id = ""] = idsOf(home.sandbox, 1);
  home.sandbox.forget();
  const { code, stderr } = await home.apply([
    home.file("rows.csv", csvOf(["sub-1", id, "secodnary", "done"])),
  ]);
  expect(code).toBe(2);
  expect(stderr).toContain(`row 1 (line 2): button "secodnary" isn't a button. Did you mean "secondary"?`);
  expect(home.sandbox.wire()).toEqual([]);
});

test("rows that were done by a label are skipped, and may be followed by others", async () => {
  const home = await useBulkHome();
  const [id = "", other = ""] = idsOf(home.sandbox, 2);
  const rows = (...more: string[][]) =>
    home.file("rows.csv", csvOf(["sub-1", id, "Reject", "done"], ...more));
  expect((await home.apply([rows()])).code).toBe(0);
  const file = rows(["sub-1", id, "Approve", "done"], ["sub-1", other, "Approve", "done"]);
  const { code, rows: results } = await resultsOf(home, file, "--resume");
  expect([code, results.map(({ result }) => result)]).toEqual([0, ["skipped", "ok", "ok"]]);
});

test("messages whose ids have another form are told apart", async () => {
  const home = await useBulkHome();
  const ids = idsOf(home.sandbox, 2);
  // The sandbox knows neither: what counts is what is sent.
  const rows = ["01JABC-one", "01JABC-two"].map((id) => ["sub-1", id, "primary", "done"]);
  home.sandbox.forget();
  const { rows: results } = await resultsOf(home, home.file("rows.csv", csvOf(...rows)));
  expect(ids).toHaveLength(2);
  expect(results.map(({ result }) => result)).toEqual(["failed", "failed"]);
  expect(home.sandbox.wire().filter((line) => line.startsWith("POST"))).toHaveLength(2);
});
