import { expect, test } from "vitest";
import { idsOf, useBulkHome, writesOf } from "../../support/bulk-input.js";
import { run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";

const HEADER = "subscriberId,messageId,pressed,state,payload,title,workflow,createdAt,labels";

const list = async (sandbox: { readonly env: Readonly<Record<string, string>> }, ...words: string[]) =>
  run(["message", "list", ...words], { env: sandbox.env });

test("csv always has a header; tab-separated lines have one with --header", async () => {
  const sandbox = await useSandbox();
  const tsvHeader = `${HEADER.replaceAll(",", "\t")}\n`;
  expect((await list(sandbox, "-o", "csv")).stdout).toBe(`${HEADER}\n`);
  expect((await list(sandbox, "-o", "tsv", "--header")).stdout).toBe(tsvHeader);
  expect((await list(sandbox)).stdout).toBe("");
  for (let count = 0; count < 130; count += 1) seedOne(sandbox);
  for (const words of [["-o", "csv"], ["-o", "tsv", "--header"], ["--header"]]) {
    const lines = (await list(sandbox, "--all", ...words)).stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(131);
    expect(lines[0]?.split(/[,\t]/).join(",")).toBe(HEADER);
    expect(lines.slice(1).filter((line) => line.startsWith("subscriberId"))).toEqual([]);
  }
  expect((await list(sandbox, "--header", "--fields", "messageId,read", "--limit", "1")).stdout).toMatch(
    /^messageId\tread\n[0-9a-f]{24}\tfalse\n$/,
  );
});

test("--fields knows the names of the header, in every format", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { tags: ["ops"] });
  sandbox.press(id, "secondary");
  const names = "subscriberId,messageId,pressed,state,title,workflow";
  const values = ["sub-1", id, "secondary", "done", "Approve item?", "approval"];
  const asObject = Object.fromEntries(names.split(",").map((name, at) => [name, values[at]]));
  for (const filter of [[], ["--subscriber", "sub-1", "--tag", "ops"]]) {
    const shown = async (...words: string[]) =>
      (await list(sandbox, ...filter, "--fields", names, ...words)).stdout;
    expect(await shown()).toBe(`${values.join("\t")}\n`);
    expect(await shown("-o", "csv")).toBe(`${names}\n${values.join(",")}\n`);
    expect(JSON.parse(await shown("--json"))).toEqual([asObject]);
    expect(JSON.parse(await shown("-o", "ndjson"))).toEqual(asObject);
  }
  for (const command of [
    ["message", "show"],
    ["action", "get"],
  ]) {
    const { stdout } = await run([...command, "sub-1", id, "--fields", names, "--json"], {
      env: sandbox.env,
    });
    expect(JSON.parse(stdout)).toEqual(asObject);
  }
  const set = ["action", "set", "sub-1", id, "secondary", "--status", "done", "--fields", names, "--json"];
  expect(JSON.parse((await run(set, { env: sandbox.env })).stdout)).toEqual(asObject);
});

test("-o table is a table in a pipe too, with whole lines", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { subject: "x".repeat(300) });
  const { stdout } = await list(sandbox, "-o", "table");
  const [head = "", row = ""] = stdout.split("\n");
  expect(head).toMatch(/^ {2}MESSAGE +TITLE +CREATED +WORKFLOW +BUTTONS +SUBSCRIBER$/);
  expect(row).toContain(`${id}  ${"x".repeat(300)}  `);
  expect(row, "a file is read later: its times are not relative").toMatch(
    / \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /,
  );
  expect((await list(sandbox)).stdout).toMatch(/^sub-1\t/);
  const narrow = await run(["message", "list", "-o", "table"], { env: { ...sandbox.env, COLUMNS: "120" } });
  expect(narrow.stdout.split("\n").every((line) => line.length <= 120)).toBe(true);
});

test("only with --safe-csv cells that a spreadsheet would run have an apostrophe", async () => {
  const sandbox = await useSandbox();
  for (const subject of ["=1+1", "+49", "-2", "@x", "\tx", "a=b"]) seedOne(sandbox, { subject });
  const titles = async (...words: string[]) =>
    (await list(sandbox, "-o", "csv", "--fields", "subject", ...words)).stdout
      .split("\n")
      .slice(1, -1)
      .sort();
  expect(await titles("--safe-csv")).toEqual(["'\tx", "'+49", "'-2", "'=1+1", "'@x", "a=b"].sort());
  expect(await titles()).toEqual(["\tx", "+49", "-2", "=1+1", "@x", "a=b"].sort());
});

test.each([["csv"], ["tsv"]])("apply reads a list as %s", async (format) => {
  const home = await useBulkHome();
  const [a = "", b = "", done = ""] = idsOf(home.sandbox, 3);
  const press = ["action", "complete", "sub-1", done, "secondary", "--payload", '{"by":"ann"}'];
  expect((await run(press, { env: home.env })).code).toBe(0);
  const before = writesOf(home.sandbox).length;
  const listed = async (...words: string[]) =>
    home.file(`list.${format}`, (await list(home, "-o", format, "--header", ...words)).stdout);
  const words = ["--button", "primary", "--status", "done"];
  expect((await home.apply([await listed("--pending"), ...words])).code).toBe(0);
  expect(writesOf(home.sandbox).slice(before).sort()).toEqual(
    [a, b].map((id) => `${id} primary done`).sort(),
  );
  const all = await home.apply([await listed("--done"), "--button", "Reject", "--status", "done", "--json"]);
  expect(
    JSON.parse(all.stdout)
      .map(({ result }: { result: string }) => result)
      .sort(),
  ).toEqual(["kept", "kept", "unchanged"]);
});
