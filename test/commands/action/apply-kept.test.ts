import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { type BulkHome, csvOf, idsOf, useBulkHome, writesOf } from "../../support/bulk-input.js";
import { keeps } from "../../support/keeps.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { useTempDir } from "../../support/temp-dir.js";

keeps("a guard stops the write");

interface Result {
  readonly row: number;
  readonly result: string;
  readonly code: string | null;
  readonly attempts: number;
  readonly why: string | null;
}

const resultsOf = async (home: BulkHome, file: string, ...words: readonly string[]) => {
  const end = await home.apply([file, "--json", ...words]);
  const rows = JSON.parse(end.stdout || "[]") as readonly Result[];
  return { ...end, rows: [...rows].sort((a, b) => a.row - b.row) };
};

const reads = ({ sandbox }: BulkHome) =>
  sandbox.wire().filter((line) => line.startsWith("GET /v1/messages?")).length;

const VERSIONS = ["2.0", "3.15"] as const;

test.each(VERSIONS)("%s: a row over another answer is kept, and that is no failure", async (server) => {
  const home = await useBulkHome({ server });
  const [fresh = "", pressed = "", same = ""] = idsOf(home.sandbox, 3);
  home.sandbox.press(pressed, "secondary");
  home.sandbox.press(same, "primary");
  const rows = [fresh, pressed, same].map((id) => ["sub-1", id, "primary", "done"]);
  const file = home.file("rows.csv", csvOf(...rows, ["sub-1", pressed, "primary", "pending"]));
  const failed = home.file("failed.csv");
  home.sandbox.forget();
  const { code, rows: results } = await resultsOf(home, file, "--failed-to", failed);
  expect([code, results.map(({ result }) => result)]).toEqual([0, ["ok", "kept", "unchanged", "kept"]]);
  expect(results[1]).toMatchObject({
    attempts: 0,
    code: null,
    why: '"Reject" was pressed; --overwrite replaces it',
  });
  expect(writesOf(home.sandbox)).toEqual([`${fresh} primary done`]);
  expect(reads(home)).toBe(1);
  expect(existsSync(failed)).toBe(false);
  // Looked at again, not skipped: the other answer may be gone by then.
  await run(["action", "revert", "sub-1", pressed, "secondary"], { env: home.env });
  const again = await resultsOf(home, file, "--resume");
  expect(again.rows.map(({ result }) => result)).toEqual(["skipped", "ok", "skipped", "ok"]);
});

test("what a terminal is told of kept rows is a number", async () => {
  const home = await useBulkHome();
  const [a = "", b = ""] = idsOf(home.sandbox, 2);
  home.sandbox.press(a, "secondary");
  const file = home.file("rows.csv", csvOf(...[a, b].map((id) => ["sub-1", id, "primary", "done"])));
  const { code, stderr } = await home.apply([file]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/· 1 done · 1 kept · /);
});

test("--overwrite writes such rows, and reads nothing first", async () => {
  const home = await useBulkHome();
  const [id = ""] = idsOf(home.sandbox, 1);
  home.sandbox.press(id, "secondary");
  const file = home.file("rows.csv", csvOf(["sub-1", id, "primary", "done"]));
  home.sandbox.forget();
  const { code, rows } = await resultsOf(home, file, "--overwrite");
  expect([code, rows[0]?.result, reads(home)]).toEqual([0, "ok", 0]);
});

test("a later row may replace what an earlier row of the same input wrote, also after a resume", async () => {
  const home = await useBulkHome();
  const [id = "", ...others] = idsOf(home.sandbox, 31);
  const rows = ["primary", "secondary", "primary"].map((button) => ["sub-1", id, button, "done"]);
  const filler = Array.from({ length: 300 }, (_, at) => ["sub-1", others[at % 30] ?? "", "primary", "done"]);
  const [first = [], ...later] = rows;
  // Rows of one message in one part of the input, and in parts far apart.
  const input = csvOf(first, ...filler, ...later.flatMap((row) => [row, ...filler]));
  const file = home.file("rows.csv", input);
  expect((await home.apply([file, "--yes"])).code).toBe(0);
  expect(writesOf(home.sandbox).filter((write) => write.startsWith(id))).toEqual(
    rows.map(([, , button, status]) => `${id} ${button} ${status}`),
  );
  const half = await useBulkHome();
  const [mine = ""] = idsOf(half.sandbox, 1);
  const both = half.file(
    "rows.csv",
    csvOf(...["primary", "secondary"].map((button) => ["sub-1", mine, button, "done"])),
  );
  half.sandbox.fault({ name: "error-500", method: "POST", skip: 1, times: "forever" });
  const one = ["--concurrency", "1", "--retries", "0"];
  expect((await resultsOf(half, both, ...one)).rows.map(({ result }) => result)).toEqual(["ok", "unknown"]);
  await half.sandbox.clearFaults();
  const resumed = await resultsOf(half, both, ...one, "--resume");
  expect(resumed.rows.map(({ result }) => result)).toEqual(["skipped", "ok"]);
});

test("a row whose write may have been carried out counts as this input's own answer", async () => {
  const home = await useBulkHome();
  const [id = "", other = ""] = idsOf(home.sandbox, 2);
  const rows = ["primary", "secondary"].map((button) => ["sub-1", id, button, "done"]);
  const file = home.file("rows.csv", csvOf(["sub-1", other, "primary", "done"], ...rows));
  home.sandbox.fault({ name: "reset-after", method: "POST", skip: 1, times: 1 });
  const { rows: results } = await resultsOf(home, file, "--concurrency", "1", "--retries", "0");
  expect(results.map(({ result }) => result)).toEqual(["ok", "unknown", "ok"]);
});

test("somebody's answer between two rows for a message is kept", async () => {
  const home = await useBulkHome();
  const [id = ""] = idsOf(home.sandbox, 1);
  const first = home.file("rows.csv", csvOf(["sub-1", id, "primary", "done"]));
  expect((await home.apply([first])).code).toBe(0);
  home.sandbox.press(id, "secondary");
  home.file("rows.csv", csvOf(["sub-1", id, "primary", "done"], ["sub-1", id, "primary", "pending"]));
  const { rows } = await resultsOf(home, first, "--resume");
  expect(rows.map(({ result }) => result)).toEqual(["skipped", "kept"]);
});

test("a person's press after a row set the message back is kept, though it is on the row's own button", async () => {
  let time = Date.parse("2026-11-30T10:00:00Z");
  const home = await useBulkHome({ now: () => time });
  const [id = ""] = idsOf(home.sandbox, 1);
  const rows = [
    ["sub-1", id, "primary", "pending"],
    ["sub-1", id, "secondary", "done"],
  ];
  const file = home.file("rows.csv", csvOf(...rows));
  // The person presses between the two writes; pages are read anew, since the clock of the run goes on.
  const place = await useNovuServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await fetch(home.sandbox.url + request.url, {
      method: request.method ?? "GET",
      headers: { authorization: `${request.headers.authorization}`, "content-type": "application/json" },
      ...(request.method === "GET" ? {} : { body: Buffer.concat(chunks) }),
    });
    response.writeHead(answer.status).end(await answer.text());
    if (request.method === "POST") {
      time += 60_000;
      home.sandbox.press(id, "primary");
    }
  });
  const env = { ...home.env, ...place };
  const end = await home.apply([file, "--json", "--concurrency", "1"], { env });
  const results = (JSON.parse(end.stdout) as Result[]).map(({ result }) => result);
  // Within the five seconds that a page stands for, the press can still be missed; then it is replaced.
  expect(["kept", "ok"]).toContain(results[1]);
  expect(results[0]).toBe("ok");
});

test("what an unchecked write leaves beside it is told twice: not checked, and the payload that stays", async () => {
  const id = "65f0c1a9b2d4e6f8a0b1c2d3";
  const message = {
    _id: id,
    cta: { action: { status: "done", result: { type: "primary", payload: { by: "eve" } } } },
  };
  const place = await useNovuServer((request, response) => {
    if (request.method === "POST") response.writeHead(201).end(JSON.stringify({ data: message }));
    else if (request.url === "/v1/environments/me") response.end(ENVIRONMENT);
    else response.end('{"data":[],"hasMore":false}');
  });
  const stdin = JSON.stringify({ subscriberId: "a", messageId: id, type: "primary", status: "done" });
  const argv = ["action", "apply", "--rate", "unlimited", "--json"];
  const { stderr } = await run(argv, { env: { ...place, XDG_STATE_HOME: useTempDir() }, stdin });
  expect(
    stderr
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).warning.message),
  ).toEqual([
    "1 row written without checking for another answer first",
    "1 row kept a stored payload; use {} as payload to clear it",
  ]);
});

test("a plan of several rows for a message says what the run then does", async () => {
  const cases: readonly (readonly [
    stored: "primary" | "secondary",
    rows: readonly string[],
    ends: readonly string[],
  ])[] = [
    ["primary", ["primary done", "secondary done"], ["–", "kept"]],
    ["secondary", ["primary done", "secondary done", "primary pending"], ["kept", "–", "kept"]],
    ["primary", ["primary pending", "secondary done", "primary done"], ["change", "change", "change"]],
  ];
  for (const [stored, words, ends] of cases) {
    const home = await useBulkHome();
    const [id = ""] = idsOf(home.sandbox, 1);
    home.sandbox.press(id, stored);
    const file = home.file("rows.csv", csvOf(...words.map((text) => ["sub-1", id, ...text.split(" ")])));
    const plan = await home.apply([file, "--plan", "--json"]);
    const planned = new Map((JSON.parse(plan.stdout) as Result[]).map(({ row, result }) => [row, result]));
    expect(words.map((_, at) => planned.get(at + 1) ?? "–")).toEqual(ends);
    const { rows } = await resultsOf(home, file);
    const sameAs: Readonly<Record<string, string>> = { ok: "change", unchanged: "–", kept: "kept" };
    expect(rows.map(({ result }) => sameAs[result])).toEqual(ends);
  }
});

test("an --expect that is not met is a failed row", async () => {
  const home = await useBulkHome();
  const [fresh = "", pressed = ""] = idsOf(home.sandbox, 2);
  home.sandbox.press(pressed, "primary");
  const file = home.file(
    "rows.csv",
    csvOf(...[fresh, pressed].map((id) => ["sub-1", id, "primary", "done"])),
  );
  const { code, rows } = await resultsOf(home, file, "--expect", "pending", "--overwrite");
  expect([code, rows.map(({ result }) => result)]).toEqual([11, ["ok", "failed"]]);
  expect(rows[1]).toMatchObject({ code: "E_GUARD", attempts: 0 });
  expect(rows[1]?.why).toContain("is done, not pending (--expect)");
});

test("never a request a row: a subscriber's list is read once for many of them", async () => {
  const home = await useBulkHome();
  const ids = { "sub-1": idsOf(home.sandbox, 60), "sub-2": idsOf(home.sandbox, 60, "sub-2") };
  const rows = Array.from({ length: 60 }, (_, at) =>
    (["sub-1", "sub-2"] as const).map((who) => [who, ids[who][at] ?? "", "primary", "done"]),
  ).flat();
  home.sandbox.forget();
  expect((await home.apply([home.file("rows.csv", csvOf(...rows)), "--yes"])).code).toBe(0);
  expect(writesOf(home.sandbox)).toHaveLength(120);
  expect(reads(home)).toBeLessThanOrEqual(6);
});

test("where nothing can be read, rows are written with one warning, and with --expect they fail", async () => {
  const folder = useTempDir();
  const id = "65f0c1a9b2d4e6f8a0b1c2d3";
  const methods: string[] = [];
  const place = await useNovuServer((request, response) => {
    methods.push(request.method ?? "");
    if (request.method === "POST")
      response
        .writeHead(201)
        .end(`{"data":{"_id":"${id}","cta":{"action":{"status":"done","result":{"type":"primary"}}}}}`);
    else if (request.url === "/v1/environments/me") response.end(ENVIRONMENT);
    else response.writeHead(404).end("<html>no such page</html>");
  });
  const env = { ...place, XDG_STATE_HOME: folder };
  const row = (who: string) =>
    JSON.stringify({ subscriberId: who, messageId: id, type: "primary", status: "done" });
  const stdin = `${["a", "b", "c"].map(row).join("\n")}\n`;
  const apply = (...words: readonly string[]) =>
    run(["action", "apply", "--rate", "unlimited", "--json", ...words], { env, stdin });
  const { code, stdout, stderr } = await apply();
  expect([code, (JSON.parse(stdout) as Result[]).map(({ result }) => result)]).toEqual([
    0,
    ["ok", "ok", "ok"],
  ]);
  expect(JSON.parse(stderr)).toEqual({
    schema: 1,
    warning: { message: "3 rows written without checking for another answer first" },
  });
  // What is missing for one subscriber is missing for all; the first few were asked for at once.
  expect(methods.filter((method) => method === "POST")).toHaveLength(3);
  methods.length = 0;
  const expecting = await apply("--expect", "pending");
  expect([expecting.code, methods.includes("POST")]).toEqual([11, false]);
});

const ENVIRONMENT = JSON.stringify({ data: { _id: "65f0c1a9b2d4e6f8a0b1c2d9", name: "Development" } });
