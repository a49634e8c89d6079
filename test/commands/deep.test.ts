import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { useNovuServer } from "../support/loopback-server.js";
import { run, runUnchecked } from "../support/run-cli.js";
import { seedOne, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const SET = ["action", "set", "alice", ID, "primary", "--status", "done"];

const lists = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const dots = (depth: number): string => Array(depth).fill("a").join(".");

const message = (payload: string): string =>
  JSON.stringify({
    _id: ID,
    subscriber: { subscriberId: "alice" },
    content: "Approve?",
    createdAt: "2024-03-12T21:24:09.000Z",
    cta: {
      action: {
        status: "done",
        buttons: [{ type: "primary", content: "OK" }],
        result: { type: "primary", payload: "P" },
      },
    },
  }).replace('"P"', payload);

/** A Novu that keeps a payload of any depth. */
const useDeepNovu = (payload: string) =>
  useNovuServer((request, response) => {
    if (request.method === "GET")
      response.end(`{"page":0,"totalCount":1,"hasMore":false,"pageSize":100,"data":[${message(payload)}]}`);
    else response.writeHead(201).end(`{"data":${message(payload)}}`);
  });

const DEPTHS = [1_500, 5_000, 100_000];
const DEEP = DEPTHS.flatMap((depth) => [
  [depth, "lists", `{"p":${lists(depth)}}`] as const,
  [depth, "objects", objects(depth)] as const,
]);

test.each(DEEP)("an answer of %i levels of %s is refused, never a bug", async (_depth, _what, payload) => {
  const env = await useDeepNovu(payload);
  for (const words of [
    ["message", "list"],
    ["message", "show", "alice", ID],
    ["action", "get", "alice", ID],
  ]) {
    for (const more of [[], ["--json"], ["--query", "length(@)"]]) {
      const end = await runUnchecked([...words, ...more], { env });
      expect([end.code, end.stderr.includes("nested deeper than 1,000 levels")]).toEqual([12, true]);
    }
  }
});

test.each(DEEP)(
  "a write that is answered %i levels of %s deep says that it happened",
  async (_depth, _what, payload) => {
    const env = await useDeepNovu(payload);
    for (const words of [SET, ["action", "complete", "alice", ID, "primary", "--payload", '{"by":"ci"}']]) {
      const { code, stderr } = await runUnchecked([...words, "--json"], { env });
      const { error } = JSON.parse(stderr.trim().split("\n").at(-1) ?? "");
      expect([code, error.code, error.sent]).toEqual([12, "E_ANSWER", "yes"]);
      expect(error.hint).toContain("The status says the change was made");
    }
  },
);

test("an answer as deep as any that is read is printed in every format", async () => {
  const env = await useDeepNovu(objects(900));
  for (const format of ["json", "ndjson", "csv", "tsv", "table"]) {
    const end = await run(["action", "get", "alice", ID, "-o", format], { env });
    expect([end.code, end.stdout.length > 900 * '"a":'.length]).toEqual([0, true]);
  }
  const query = await run(["message", "show", "alice", ID, "--query", "cta.action.result.payload"], { env });
  expect(query.code).toBe(0);
});

const QUERIES = {
  "open brackets": "[".repeat(20_000),
  brackets: `${"[".repeat(20_000)}a${"]".repeat(20_000)}`,
  parentheses: `${"(".repeat(20_000)}a${")".repeat(20_000)}`,
  negations: `${"!".repeat(60_000)}a`,
  names: dots(60_000),
  pipes: Array(60_000).fill("a").join("|"),
  alternatives: Array(60_000).fill("a").join("||"),
  indexes: `a${"[0]".repeat(30_000)}`,
  flattening: `a${"[]".repeat(30_000)}`,
  objects: `${"{a:".repeat(20_000)}b${"}".repeat(20_000)}`,
  functions: `${"length(".repeat(9_000)}a${")".repeat(9_000)}`,
  filters: `${"[?".repeat(20_000)}a${"]".repeat(20_000)}`,
  "a literal": `\`${lists(30_000)}\``,
};

test.each(Object.entries(QUERIES))(
  "a query of many %s is refused before anything is sent",
  async (_what, query) => {
    const asked: unknown[] = [];
    const env = await useNovuServer((request, response) => {
      asked.push(request.url);
      response.end();
    });
    const end = await run(["message", "list", "--json", "--query", query], { env });
    expect([end.code, JSON.parse(end.stderr).error.code, asked]).toEqual([2, "E_QUERY", []]);
  },
);

test("brackets in a string of a query are no levels", async () => {
  const sandbox = await useSandbox();
  const end = await run(["message", "list", "--query", `[?content=='${"[".repeat(500)}'] | length(@)`], {
    env: sandbox.env,
  });
  expect([end.code, end.stdout]).toEqual([0, "0\n"]);
});

test("local input deeper than 200 levels is refused by its own code, and nothing is sent", async () => {
  const sandbox = await useSandbox();
  const dir = useTempDir();
  const file = (name: string, text: string): string => {
    writeFileSync(path.join(dir, name), text);
    return path.join(dir, name);
  };
  const row = `{"subscriberId":"alice","messageId":"${ID}","type":"primary","status":"done","payload":${objects(60_000)}}`;
  const csv = `subscriberId,messageId,type,status,payload\nalice,${ID},primary,done,"${objects(60_000).replaceAll('"', '""')}"\n`;
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["E_PAYLOAD", [...SET, "--payload", objects(201)]],
    ["E_PAYLOAD", [...SET, "--payload", `@${file("payload.json", objects(60_000))}`]],
    ["E_PAYLOAD", [...SET, "--set", `${dots(5_000)}=1`]],
    ["E_PAYLOAD", [...SET, "--set-json", `a=${lists(30_000)}`]],
    ["E_PAYLOAD", [...SET, "--set-json", `${dots(150)}=${lists(100)}`]],
    ["E_PAYLOAD", ["api", "POST", "/v1/x", "-f", `${dots(5_000)}=1`]],
    ["E_PAYLOAD", ["api", "POST", "/v1/x", "--input", file("body.json", lists(100_000))]],
    [
      "E_PAYLOAD",
      ["api", "POST", "/v1/x", "--input", file("body2.json", objects(60_000)), "--print", "curl"],
    ],
    ["E_FIELD", ["message", "list", "--fields", `cta.data.${dots(5_000)}`]],
    ["E_SEED", ["sandbox", "seed", "--file", file("seed.json", lists(100_000))]],
    ["E_ROWS", ["action", "apply", "-f", file("rows.ndjson", row)]],
    ["E_ROWS", ["action", "apply", "-f", file("rows.json", `[${row}]`)]],
    ["E_ROWS", ["action", "apply", "-f", file("rows.csv", csv)]],
  ];
  for (const [code, words] of cases) {
    const end = await runUnchecked([...words, "--json"], { env: sandbox.env });
    const { error } = JSON.parse(end.stderr.trim().split("\n").at(-1) ?? "");
    expect([words.slice(0, 2), error.code, end.code]).toEqual([words.slice(0, 2), code, 2]);
  }
  expect(sandbox.wire()).toEqual([]);
});

test("a payload of 200 levels is sent and read back", async () => {
  const sandbox = await useSandbox();
  const at = ["sub-1", seedOne(sandbox), "primary"];
  const end = await run(["action", "complete", ...at, "--set", `${dots(200)}=1`, "--json"], {
    env: sandbox.env,
  });
  expect(end.code).toBe(0);
});

test("one deep write does not break the sandbox's lists", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const response = await fetch(`${sandbox.url}/v1/subscribers/sub-1/messages/${id}/actions/primary`, {
    method: "POST",
    headers: { authorization: `ApiKey ${sandbox.env.NOVU_SECRET_KEY}`, "content-type": "application/json" },
    body: `{"status":"done","payload":${objects(5_000)}}`,
  });
  expect(response.status).toBe(400);
  expect((await run(["message", "list", "--json"], { env: sandbox.env })).code).toBe(0);
});
