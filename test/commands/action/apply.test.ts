import { describe, expect, test } from "vitest";
import type { ServerVersion } from "../../../src/sandbox/sandbox.js";
import { allDone, csvOf, idsOf, useBulkHome, writesOf } from "../../support/bulk-input.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

test("apply takes a file by place or by flag, and everything else by flag", async () => {
  expect(await inputOf(["action", "apply"])).toEqual({
    file: undefined,
    format: undefined,
    delimiter: undefined,
    columns: [],
    takesListPayload: false,
    defaults: { button: undefined, status: undefined, api: "v1" },
    guards: { overwrite: false, expect: undefined },
    mode: "write",
    isPrechecked: true,
    concurrency: undefined,
    rate: undefined,
    maxFailures: undefined,
    isResumed: false,
    journal: undefined,
    failedTo: undefined,
  });
  const line = [
    ..."action apply rows.csv --input-format tsv --delimiter ; --with-payload --map-column type=choice --map-column status=state".split(
      " ",
    ),
    ..."--overwrite --expect done --button Approve --status done --api v2 --no-precheck --concurrency 4 --rate 50/s".split(
      " ",
    ),
    ..."--max-failures 3 --resume --journal j.ndjson --failed-to failed.csv".split(" "),
  ];
  expect(await inputOf(line)).toEqual({
    file: "rows.csv",
    format: "tsv",
    delimiter: ";",
    columns: ["type=choice", "status=state"],
    takesListPayload: true,
    defaults: { button: { label: "Approve" }, status: "done", api: "v2" },
    guards: { overwrite: true, expect: "done" },
    mode: "write",
    isPrechecked: false,
    concurrency: 4,
    rate: "50/s",
    maxFailures: 3,
    isResumed: true,
    journal: "j.ndjson",
    failedTo: "failed.csv",
  });
  expect(await inputOf(["action", "apply", "-f", "-", "--plan"])).toMatchObject({ file: "-", mode: "plan" });
  expect(await inputOf(["action", "apply", "--dry-run"])).toMatchObject({ mode: "dry run" });
});

test.each([
  ["rows.csv -f other.csv", 'E_USAGE: too many arguments: "rows.csv"'],
  ["--plan --resume", "E_CONFLICT: --plan and --resume can't be combined"],
  ["--plan --dry-run", "E_CONFLICT: --plan and --dry-run can't be combined"],
  ["--input-format cvs", `E_ENUM: "cvs" isn't a format of rows. Did you mean "csv"?`],
  ["--button primary --type secondary", "E_CONFLICT: --button and --type are different; use one of them"],
  ["--type primry", `E_ENUM: "primry" isn't a button. Did you mean "primary"?`],
  ["--status dnoe", `E_ENUM: "dnoe" isn't a status. Did you mean "done"?`],
  ["--concurrency 0", `E_USAGE: "0" isn't a whole number from 1 to 256`],
  ["--max-failures 0", `E_USAGE: "0" isn't a whole number from 1 to 1000000000`],
])("apply %s is refused", async (line, refusal) => {
  expect(await refusalOf(["action", "apply", ...line.split(" ")])).toBe(refusal);
});

test.each([
  [["--rate", "fast"], `"fast" isn't a rate`],
  [["--rate", "0/s"], `"0/s" isn't a rate`],
  [["--map-column", "choice"], `--map-column: "choice" isn't a field of a row`],
  [["--map-column", "stats=state"], `--map-column: "stats" isn't a field of a row. Did you mean "status"?`],
  [["--delimiter", "ab"], '"ab" is not a delimiter'],
  [
    ["--delimiter", ";", "--input-format", "json"],
    "--delimiter only works with CSV and TSV; the rows are json",
  ],
  [["--map-column", "type="], "--map-column type= isn't field=name"],
  [["--map-column", "type=a", "--map-column", "type=b"], "--map-column names button twice"],
])("apply %j is refused before anything is sent", async (words, refusal) => {
  const { apply, sandbox, file } = await useBulkHome();
  const { code, stdout, stderr } = await apply(["-f", file("rows.csv", allDone([ID])), ...words]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`error: ${refusal}`);
  expect(sandbox.wire()).toEqual([]);
});

test("NOVU_MSG_RATE stands for --rate, and is named where it is wrong", async () => {
  const { apply, env, file } = await useBulkHome();
  const rows = file("rows.csv", allDone([ID]));
  const { runWithNotes: run } = await import("../../support/run-cli.js");
  const { code, stderr } = await run(["action", "apply", rows], { env: { ...env, NOVU_MSG_RATE: "often" } });
  expect(code).toBe(2);
  expect(stderr).toContain(`"often" isn't a rate`);
  expect(stderr).toContain("It comes from NOVU_MSG_RATE.");
  expect((await apply([rows], { env: { ...env, NOVU_MSG_RATE: "often" } })).code).toBe(11);
});

describe.each<ServerVersion>(["3.15", "2.0"])("on a server %s", (server) => {
  test("one result a row, and every message is as its row says", async () => {
    const home = await useBulkHome({ server });
    const [a = "", b = "", c = ""] = idsOf(home.sandbox, 3);
    const rows = csvOf(
      ["sub-1", a, "primary", "done", '"{""by"":""ci""}"'],
      ["sub-1", b, "secondary", "done"],
      ["sub-1", c, "primary", "pending"],
    );
    const { code, stdout, stderr } = await home.apply(["-f", home.file("rows.csv", rows)]);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n").sort();
    expect(lines.map((line) => line.split("\t").slice(0, 9))).toEqual([
      ["1", "ok", "sub-1", a, "primary", "done", "", "201", "1"],
      ["2", "ok", "sub-1", b, "secondary", "done", "", "201", "1"],
      ["3", "ok", "sub-1", c, "primary", "pending", "", "201", "1"],
    ]);
    expect(stderr).toMatch(/^· 3 done · \d+ s\n$/);
    expect(writesOf(home.sandbox).sort()).toEqual(
      [`${a} primary done`, `${b} secondary done`, `${c} primary pending`].sort(),
    );
  });

  test("rows that fail are told, counted and kept; the rest is written; exit 11", async () => {
    const home = await useBulkHome({ server });
    const [a = "", b = ""] = idsOf(home.sandbox, 2);
    const rows = csvOf(
      ["sub-1", a, "primary", "done"],
      ["sub-1", ID, "primary", "done", '"{""by"":""x,y""}"'],
      ["sub-2", b, "primary", "done"],
    );
    const file = home.file("rows.csv", rows);
    const failed = home.file("failed.csv");
    const { code, stdout, stderr } = await home.apply(["-f", file, "--failed-to", failed]);
    expect(code).toBe(11);
    expect(stdout.trimEnd().split("\n").sort()).toEqual([
      expect.stringMatching(/^1\tok\t/),
      expect.stringMatching(
        new RegExp(`^2\tfailed\tsub-1\t${ID}\tprimary\tdone\tE_MESSAGE\t404\t1\t\\d+\tdoesn't exist in`),
      ),
      expect.stringMatching(/^3\tfailed\t.*\tE_WRONG_SUBSCRIBER\t400\t.*\texists, but doesn't belong to/),
    ]);
    expect(stderr).toContain("error: 2 of 3 rows failed   [E_PARTIAL · exit 11]");
    expect(stderr).toMatch(/ {2}1 done · 2 failed \(2 not-found\) · \d+ s/);
    expect(stderr).toContain(`failed rows, ready to run again: ${failed}`);
    expect(stderr).toContain(
      `try: novu-msg action apply --rate unlimited -f ${file} --failed-to ${failed} --resume`,
    );
    const kept = home.read("failed.csv").split("\n");
    expect(kept[0]).toBe("subscriberId,messageId,type,status,payload");
    expect(kept.slice(1).sort()).toEqual(["", ...rows.split("\n").slice(2, 4)].sort());

    home.sandbox.forget();
    const again = await home.apply(["-f", failed]);
    expect([again.code, again.stdout.trimEnd().split("\n").length]).toEqual([11, 2]);
  });
});

test("--json is one list, with an error beside it on stderr that counts", async () => {
  const home = await useBulkHome();
  const [a = ""] = idsOf(home.sandbox, 1);
  const file = home.file("rows.csv", allDone([a, ID]));
  const { code, stdout, stderr } = await home.apply([file, "--json"]);
  expect(code).toBe(11);
  const list = JSON.parse(stdout).sort((x: { row: number }, y: { row: number }) => x.row - y.row);
  expect(list).toEqual([
    {
      row: 1,
      line: 2,
      result: "ok",
      subscriberId: "sub-1",
      messageId: a,
      type: "primary",
      status: "done",
      code: null,
      http: 201,
      attempts: 1,
      ms: expect.any(Number),
      why: null,
    },
    expect.objectContaining({
      row: 2,
      result: "failed",
      code: "E_MESSAGE",
      http: 404,
      why: `message ${ID} doesn't exist in this environment`,
    }),
  ]);
  const { error } = JSON.parse(stderr);
  expect(error).toMatchObject({
    code: "E_PARTIAL",
    exit: 11,
    sent: "yes",
    details: { counts: { ok: 1, failed: 1, unknown: 0 }, causes: { "not-found": 1 } },
  });
  expect(error.next[0].command).toContain("--resume");
});

test("ndjson and csv come row by row, with the fields one wants", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 2)));
  const ndjson = await home.apply([file, "-o", "ndjson", "--fields", "row,result"]);
  expect([ndjson.code, ndjson.stderr]).toEqual([0, ""]);
  expect(ndjson.stdout.trimEnd().split("\n").sort()).toEqual([
    '{"row":1,"result":"ok"}',
    '{"row":2,"result":"ok"}',
  ]);
  const csv = await home.apply([file, "-o", "csv"]);
  expect(csv.stdout.split("\n")[0]).toBe("row,result,subscriber,message,type,status,code,http,tries,ms,why");
  expect((await home.apply([file, "--query", "length([?result=='unchanged'])"])).stdout).toBe("2\n");
});

test("rows for one message keep their order, whatever else is under way", async () => {
  const home = await useBulkHome();
  const ids = idsOf(home.sandbox, 5);
  const rows = Array.from({ length: 60 }, (_, at) => [
    "sub-1",
    ids[at % 5] ?? "",
    at % 3 === 0 ? "secondary" : "primary",
    at % 2 === 0 ? "done" : "pending",
  ]);
  const { code } = await home.apply([home.file("rows.csv", csvOf(...rows)), "--yes", "--concurrency", "16"]);
  expect(code).toBe(0);
  const writes = writesOf(home.sandbox);
  expect(writes).toHaveLength(60);
  for (const id of ids) {
    const asked = rows.filter((row) => row[1] === id).map((row) => row.slice(1, 4).join(" "));
    expect(writes.filter((write) => write.startsWith(id))).toEqual(asked);
  }
});

test("columns can have other names, and defaults fill what is not there", async () => {
  const home = await useBulkHome();
  const [a = "", b = ""] = idsOf(home.sandbox, 2);
  const rows = `user\tmessageId\tstate\nsub-1\t${a}\t\nsub-1\t${b}\tdone\n`;
  const { code } = await home.apply([
    home.file("rows.tsv", rows),
    ..."--map-column subscriberId=user --map-column status=state --type secondary --status done".split(" "),
  ]);
  expect(code).toBe(0);
  expect(writesOf(home.sandbox).sort()).toEqual([`${a} secondary done`, `${b} secondary done`].sort());
});

test("rows come on stdin too, as NDJSON or JSON", async () => {
  const home = await useBulkHome();
  const [a = "", b = ""] = idsOf(home.sandbox, 2);
  const row = (messageId: string) => ({ subscriberId: "sub-1", messageId, type: "primary", status: "done" });
  const lines = await home.apply([], { stdin: `${JSON.stringify(row(a))}\n${JSON.stringify(row(b))}\n` });
  expect([lines.code, lines.stdout.match(/\tok\t/g)?.length]).toEqual([0, 2]);
  const list = await home.apply(["-f", "-"], { stdin: JSON.stringify([row(a)], undefined, 2) });
  expect([list.code, list.stdout.match(/\tunchanged\t/g)?.length]).toEqual([0, 1]);
});

test("v2 sets the same, and takes no payload", async () => {
  const home = await useBulkHome();
  const [a = ""] = idsOf(home.sandbox, 1);
  const good = await home.apply([home.file("rows.csv", allDone([a])), "--api", "v2"]);
  expect(good.code).toBe(0);
  expect(home.sandbox.wire().at(-1)).toBe(
    `PATCH /v2/subscribers/sub-1/notifications/${a}/actions/primary/complete`,
  );
  home.sandbox.forget();
  const rows = csvOf(["sub-1", a, "primary", "done", '"{""by"":""ci""}"']);
  const bad = await home.apply([home.file("rows.csv", rows), "--api", "v2"]);
  expect([bad.code, bad.stdout]).toEqual([2, ""]);
  expect(bad.stderr).toContain("v2");
  expect(writesOf(home.sandbox)).toEqual([]);
});

test("an answer about something else is that row's failure", async () => {
  const home = await useBulkHome();
  const [a = "", b = ""] = idsOf(home.sandbox, 2);
  home.sandbox.fault({ name: "wrong-message", method: "POST", times: 1 });
  const { code, stdout } = await home.apply([home.file("rows.csv", allDone([a, b])), "--concurrency", "1"]);
  expect(code).toBe(11);
  expect(stdout).toMatch(/^1\tfailed\t.*\tE_MISMATCH\t/m);
  expect(stdout).toMatch(/^2\tok\t/m);
});

test("--max-failures begins no more rows, and says how many were not", async () => {
  const home = await useBulkHome();
  const ids = idsOf(home.sandbox, 6);
  const rows = allDone([ID, ID, ...ids]);
  const line = [home.file("rows.csv", rows), "--max-failures", "1", "--concurrency", "1"];
  const { code, stdout, stderr } = await home.apply(line);
  expect(code).toBe(11);
  expect(stdout.match(/\tskipped\t.*\ttoo-many-failures\t/g)).toHaveLength(7);
  expect(stderr).toContain("error: 1 of 8 rows failed");
  expect(stderr).toContain("Stopped by --max-failures 1: 7 rows were not started.");
  expect(writesOf(home.sandbox)).toHaveLength(1);
  const rest = await home.apply([...line.slice(0, 1), "--resume", "--concurrency", "1"]);
  expect([rest.code, rest.stdout.match(/\tok\t/g)?.length]).toEqual([11, 6]);
});

test("an input without rows is no failure", async () => {
  const home = await useBulkHome();
  const { code, stdout, stderr } = await home.apply([home.file("rows.csv", csvOf())]);
  expect([code, stdout]).toEqual([0, ""]);
  expect(stderr).toContain("· 0 done");
});

test("a key that is withdrawn while messages are read ends it with the truth, too", async () => {
  const home = await useBulkHome();
  const ids = ["sub-1", "sub-2", "sub-2"].map((subscriber) => [
    subscriber,
    ...idsOf(home.sandbox, 1, subscriber),
  ]);
  const file = home.file("rows.csv", csvOf(...ids.map((row) => [...row, "primary", "done"])));
  home.sandbox.fault({
    name: "unauthorized-echo",
    method: "GET",
    path: "/v1/messages",
    skip: 1,
    times: "forever",
  });
  const { code, stdout, stderr } = await home.apply([file, "--concurrency", "1"]);
  expect(code).toBe(4);
  expect(stdout.match(/\t(ok|failed|skipped)\t/g)?.sort()).toEqual(["\tfailed\t", "\tok\t", "\tskipped\t"]);
  expect(stderr).toMatch(/Before that: 1 done · 1 failed \(1 auth\) · 1 not started/);
  expect(stderr).not.toContain("Nothing was");
});

test("a key that Novu does not accept ends it before the first row", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 5)));
  const env = { ...home.env, NOVU_SECRET_KEY: "0".repeat(32) };
  const { code, stdout, stderr } = await home.apply([file], { env });
  expect([code, stdout]).toEqual([4, ""]);
  expect(stderr).toContain("Novu doesn't accept this API key");
  expect(writesOf(home.sandbox)).toEqual([]);
});

test("a key that is withdrawn on the way ends it, with what was done before", async () => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", allDone(idsOf(home.sandbox, 10)));
  home.sandbox.fault({ name: "unauthorized-echo", method: "POST", skip: 3, times: "forever" });
  const { code, stdout, stderr } = await home.apply([file, "--concurrency", "1"]);
  expect(code).toBe(4);
  expect(stdout.match(/\tok\t/g)).toHaveLength(3);
  expect(stdout.match(/\tskipped\t.*\tstopped\t/g)).toHaveLength(6);
  expect(stdout.match(/not started: another row's error ended the run: Novu doesn't accept/g)).toHaveLength(
    6,
  );
  expect(stderr).toContain("Novu doesn't accept this API key");
  expect(stderr).not.toContain("Nothing was");
  expect(stderr).toMatch(/Before that: 3 done · 1 failed \(1 auth\) · 6 not started/);
  expect(stderr).toContain("--resume");
  await home.sandbox.clearFaults();
  const rest = await home.apply([file, "--resume"]);
  expect([rest.code, rest.stdout.match(/\tok\t/g)?.length]).toEqual([0, 7]);
});
