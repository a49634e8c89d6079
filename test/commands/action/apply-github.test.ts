import { expect, test } from "vitest";
import { APPLY_OUTPUTS } from "../../../src/model/action-outputs.js";
import { allDone, csvOf, idsOf, useBulkHome } from "../../support/bulk-input.js";
import { commandLines, useGithubStep } from "../../support/github-step.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

const useStep = async () => {
  const [home, step] = [await useBulkHome(), useGithubStep()];
  const env = { ...home.env, ...step.env };
  const apply = (...words: string[]) => home.apply([...words, "--github"], { env });
  return { home, step, apply };
};

test("a good run tells its counts and no file of failed rows", async () => {
  const { home, step, apply } = await useStep();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 3)));
  const { code, stdout } = await apply("-f", file, "--failed-to", home.file("failed.csv"));
  expect({ code, lines: stdout.trimEnd().split("\n").length }).toEqual({ code: 0, lines: 3 });
  expect(step.outputs()).toEqual({
    rows: "3",
    ok: "3",
    unchanged: "0",
    kept: "0",
    failed: "0",
    skipped: "0",
    unknown: "0",
    failed_rows_file: "",
  });
  expect(Object.keys(step.outputs())).toEqual([...APPLY_OUTPUTS]);
  expect(step.summary()).toMatch(/<pre>✔ 3 done · /);
  expect(step.summary()).not.toContain("<table>");
});

test.each([[[]], [["--json"]], [["-q", "--query", "length(@)"]]])(
  "with %j rows that failed are counted, shown and kept; the run is a failure all the same",
  async (how) => {
    const { home, step, apply } = await useStep();
    const [id = ""] = idsOf(home.sandbox, 1);
    const rows = csvOf(
      ["sub-1", id, "primary", "done"],
      ["sub-1", ID, "primary", "done"],
      ["<img>@me", id, "primary", "done"],
    );
    const failed = home.file("failed.csv");
    const { code, stderr } = await apply("-f", home.file("rows.csv", rows), "--failed-to", failed, ...how);
    expect(code).toBe(11);
    expect(step.outputs()).toMatchObject({ rows: "3", ok: "1", failed: "2", failed_rows_file: failed });
    expect(step.summary()).toMatch(/<pre>! 1 done · 2 failed/);
    expect(step.summary()).toContain(`<td><code>${ID}</code></td>`);
    expect(step.summary()).toContain("<td><code>&lt;img&gt;@me</code></td>");
    expect(step.summary()).toContain("E_PARTIAL · exit 11");
    const own = how.includes("--json")
      ? []
      : [expect.stringMatching(/^::error title=novu-msg%3A E_PARTIAL::/)];
    expect(commandLines(stderr)).toEqual(own);
  },
);

test("of many failed rows the summary shows twenty and says how many more there are", async () => {
  const { home, step, apply } = await useStep();
  const ids = Array.from({ length: 18 }, (_, at) => `65f0c1a9b2d4e6f8a0b1c${String(at).padStart(3, "0")}`);
  const rows = allDone([...ids, ...ids.map((id) => id.replace("65f0", "65f1"))]);
  const { code } = await apply("-f", home.file("rows.csv", rows), "--yes");
  expect(code).toBe(11);
  expect(step.outputs()).toMatchObject({ rows: "36", failed: "36", failed_rows_file: "" });
  expect(step.summary().match(/<tr><td>/g)).toHaveLength(20);
  expect(step.summary()).toContain("! 16 more rows failed; --failed-to writes all of them to a file");
});

test("rows that were done before count as skipped", async () => {
  const { home, step, apply } = await useStep();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 2)));
  await apply("-f", file);
  expect((await apply("-f", file, "--resume")).code).toBe(0);
  expect(step.outputs()).toMatchObject({ rows: "2", ok: "0", skipped: "2" });
});

test.each([["--plan"], ["--dry-run"]])("%s writes nothing, so nothing is told", async (how) => {
  const { home, step, apply } = await useStep();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 2)));
  expect((await apply("-f", file, how)).code).toBe(0);
  expect({ outputs: step.outputs(), summary: step.summary() }).toEqual({ outputs: {}, summary: "" });
});

test("outside a step no row is read", async () => {
  const { home } = await useStep();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 2)));
  const { code, stderr } = await home.apply(["-f", file, "--github"]);
  expect(code).toBe(2);
  expect(stderr).toContain("GITHUB_OUTPUT isn't set");
  expect(home.sandbox.wire()).toEqual([]);
});
