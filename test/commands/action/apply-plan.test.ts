import { expect, test } from "vitest";
import { allDone, csvOf, idsOf, useBulkHome, writesOf } from "../../support/bulk-input.js";
import { runWithNotes as run } from "../../support/run-cli.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

const listings = (home: { sandbox: { wire: () => string[] } }) =>
  home.sandbox.wire().filter((line) => line.startsWith("GET /v1/messages"));

const KEPT = "the other button was pressed; --overwrite replaces that answer";

test("a plan shows real differences only, and writes nothing", async () => {
  const home = await useBulkHome();
  const [a = "", b = "", c = ""] = idsOf(home.sandbox, 3);
  home.sandbox.press(b, "primary");
  const rows = csvOf(
    ["sub-1", a, "primary", "done", '"{""by"":""ci""}"'],
    ["sub-1", b, "primary", "done"],
    ["sub-1", c, "primary", "pending"],
    ["sub-1", b, "secondary", "done"],
    ["sub-1", b, "secondary", "done"],
    ["sub-1", ID, "primary", "done"],
    ["nobody", ID, "primary", "done"],
  );
  const { code, stdout, stderr } = await home.apply([home.file("rows.csv", rows), "--plan"]);
  expect(code).toBe(11);
  expect(
    stdout
      .split("\n")
      .slice(0, -1)
      .map((line) => line.split("\t")),
  ).toEqual([
    ["1", "change", "sub-1", a, "pending", "done primary", "", '{"by":"ci"}', ""],
    ["4", "kept", "sub-1", b, "done primary", "", "", "", KEPT],
    ["5", "kept", "sub-1", b, "done primary", "", "", "", KEPT],
    ["6", "missing", "sub-1", ID, "", "", "", "", "no such message for this subscriber"],
    ["7", "missing", "nobody", ID, "", "", "", "", "no such subscriber"],
  ]);
  expect(stderr).toContain(
    "error: 1 row would change · 2 unchanged · 2 rows kept (another button was pressed) · 2 not found   [E_PARTIAL · exit 11]\n",
  );
  expect(writesOf(home.sandbox)).toEqual([]);
});

test("rows for one message follow each other: the second begins where the first would end", async () => {
  const home = await useBulkHome();
  const [a = ""] = idsOf(home.sandbox, 1);
  const rows = csvOf(
    ["sub-1", a, "primary", "done", '"{""n"":1}"'],
    ["sub-1", a, "primary", "done"],
    ["sub-1", a, "primary", "pending", "{}"],
  );
  const { stdout } = await home.apply([home.file("rows.csv", rows), "--plan", "--json"]);
  expect(JSON.parse(stdout)).toEqual([
    {
      row: 1,
      line: 2,
      result: "change",
      subscriberId: "sub-1",
      messageId: a,
      type: "primary",
      status: "done",
      payload: { n: 1 },
      before: { status: "pending", type: null, payload: null },
      after: { status: "done", type: "primary", payload: { n: 1 } },
    },
    {
      row: 3,
      line: 4,
      result: "change",
      subscriberId: "sub-1",
      messageId: a,
      type: "primary",
      status: "pending",
      payload: {},
      before: { status: "done", type: "primary", payload: { n: 1 } },
      after: { status: "pending", type: "primary", payload: null },
    },
  ]);
});

test("what a plan shows comes true, and then there is nothing left to change", async () => {
  const home = await useBulkHome();
  const ids = idsOf(home.sandbox, 4);
  const rows = csvOf(
    ...ids.map((id, at) => ["sub-1", id, at % 2 ? "primary" : "secondary", "done", '"{""n"":1}"']),
  );
  const file = home.file("rows.csv", rows);
  const plan = JSON.parse((await home.apply([file, "--plan", "--json"])).stdout);
  expect(plan).toHaveLength(4);
  expect((await home.apply([file])).code).toBe(0);
  for (const { messageId, after } of plan) {
    const { stdout } = await run(["action", "get", "sub-1", messageId, "--json"], { env: home.env });
    const { status, result } = JSON.parse(stdout).cta.action;
    expect({ status, ...result }).toEqual(after);
  }
  const then = await home.apply([file, "--plan"]);
  expect([then.stdout, then.stderr]).toEqual(["", "· nothing would change · 4 unchanged\n"]);
});

test("Novu is asked once for a subscriber's page, not once for a row", async () => {
  const home = await useBulkHome();
  const one = idsOf(home.sandbox, 90, "sub-1");
  const two = idsOf(home.sandbox, 30, "sub-2");
  const rows = csvOf(
    ...one.map((id) => ["sub-1", id, "primary", "done"]),
    ...two.map((id) => ["sub-2", id, "primary", "done"]),
  );
  const { stdout } = await home.apply([home.file("rows.csv", rows), "--plan"]);
  expect(stdout.match(/\tchange\t/g)).toHaveLength(120);
  expect(listings(home).sort()).toEqual([
    "GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=100",
    "GET /v1/messages?subscriberId=sub-2&channel=in_app&page=0&limit=100",
  ]);
});

test("many rows of one subscriber are read in large pages, no further than the oldest of them can be", async () => {
  const home = await useBulkHome();
  const day = 24 * 60 * 60 * 1_000;
  const seeded = (ago: number, count: number) =>
    home.sandbox
      .seed({ subscriberId: "sub-1", count, createdAt: Date.now() - ago * day })
      .map(({ messageId }) => messageId);
  seeded(9, 2_500);
  const wanted = seeded(3, 150);
  const young = seeded(1, 900);
  const { stdout } = await home.apply([home.file("rows.csv", allDone(wanted)), "--plan"]);
  expect(stdout.match(/\tchange\t/g)).toHaveLength(150);
  expect(listings(home)).toEqual([
    "GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=1000",
    "GET /v1/messages?subscriberId=sub-1&channel=in_app&page=1&limit=1000",
  ]);
  home.sandbox.forget();
  // One that is not there, as old as the young ones: the list is read past their age, and no further.
  const gone = `${young[0]?.slice(0, 8)}${"f".repeat(16)}`;
  const { stdout: missing } = await home.apply([home.file("rows.csv", allDone([gone])), "--plan"]);
  expect(missing).toMatch(/\tmissing\t/);
  expect(listings(home)).toEqual([
    "GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=100",
    "GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=1000",
  ]);
});

test("a button that the message does not have is remarked", async () => {
  const home = await useBulkHome();
  const [message] = home.sandbox.seed({ workflow: "single" });
  const rows = csvOf(["sub-1", message?.messageId ?? "", "secondary", "done"]);
  const { stdout } = await home.apply([home.file("rows.csv", rows), "--plan"]);
  expect(stdout).toContain("has no secondary button (it has primary)");
});

test("a reading that fails ends the plan", async () => {
  const home = await useBulkHome();
  const [a = ""] = idsOf(home.sandbox, 1);
  home.sandbox.fault({ name: "error-500", path: "/v1/messages", times: "forever" });
  const { code, stdout, stderr } = await home.apply([home.file("rows.csv", allDone([a])), "--plan"]);
  expect([code, stdout]).toEqual([9, ""]);
  expect(stderr).toContain("E_SERVER");
});

test("a dry run shows the rows as they would be sent, and needs neither Novu nor a key", async () => {
  const home = await useBulkHome();
  const rows = csvOf(
    ["sub-1", ID, "primary", "done", '"{""by"":""ci""}"'],
    ["sub-2", ID, "primary", "pending"],
  );
  const { code, stdout, stderr } = await home.apply([home.file("rows.csv", rows), "--dry-run"], { env: {} });
  expect(code).toBe(0);
  expect(stdout).toBe(
    `1\tunread\tsub-1\t${ID}\t\tdone primary\t\t{"by":"ci"}\t\n2\tunread\tsub-2\t${ID}\t\tpending\t\t\t\n`,
  );
  expect(stderr).toBe("· 2 rows can be sent\n");
  expect(home.sandbox.requests).toEqual([]);
});
