import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";
import { useTempDir } from "../../support/temp-dir.js";

const useMessage = async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  sandbox.forget();
  const set = (...words: string[]) =>
    run(["action", "set", "sub-1", id, "primary", "--status", "done", "--overwrite", ...words], {
      env: sandbox.env,
    });
  return { sandbox, id, set };
};

test.each([
  ["_bsontype"],
  ["constructor"],
  ["toString"],
  ["__proto__"],
  ["hasOwnProperty"],
  ["prototype"],
  ["a\u0000b"],
])("a payload with the key %j, which Novu can't store, is refused wherever it comes from", async (key) => {
  const { sandbox, id, set } = await useMessage();
  const payload = `{"deep":[{"er":{${JSON.stringify(key)}:1}}]}`;
  const row = JSON.stringify({ subscriberId: "sub-1", messageId: id, type: "primary", status: "done" });
  const rows = `${row.slice(0, -1)},"payload":${payload}}\n`;
  const folder = useTempDir();
  const env = { ...sandbox.env, XDG_STATE_HOME: folder };
  const file = path.join(folder, "rows.ndjson");
  writeFileSync(file, rows);
  const ends = [
    await set("--payload", payload),
    await set("--set-json", `x=${payload}`),
    await set("--payload", payload, "--merge-payload"),
    await run(["action", "apply", "-f", file], { env }),
  ];
  for (const { code, stderr } of ends) {
    expect(code).toBe(2);
    expect(stderr.replaceAll("\n", "")).toContain("which Novu can't store");
  }
  expect(sandbox.requests).toEqual([]);
});

test.each([
  [["--set", "tags=a", "--set", "tags=b"], "tags is set twice"],
  [["--set", "a=1", "--set-json", "a=2"], "a is set twice"],
  [["--set", "a=1", "--set", "a.b=2"], "a is set, and so is a.b, a part of it"],
  [["--set", "a.b=2", "--set", "a=1"], "a is set, and so is a.b, a part of it"],
  [["--set", "a.b.c=2", "--set-json", "a.b=3"], "a.b is set, and so is a.b.c, a part of it"],
  [["--set", "a[]=1", "--set", "a=2"], "a is set twice"],
  [["--set", "a=2", "--set", "a[]=1"], "a is set twice"],
  [["--set", "a[]=1", "--set", "a.b=2"], "a is set, and so is a.b, a part of it"],
])("%j is refused, not the last one taken", async (words, message) => {
  const { sandbox, set } = await useMessage();
  const { code, stderr } = await set(...words);
  expect([code, stderr.split("   [")[0]]).toEqual([2, `error: ${message}`]);
  const api = await run(["api", "POST", "/v1/x", ...words.map((word) => word.replace(/^--set$/, "-f"))], {
    env: sandbox.env,
  });
  expect([api.code, api.stderr.split("   [")[0]]).toEqual([2, `error: ${message}`]);
  expect(sandbox.requests).toEqual([]);
});

test("[] makes a list, and an object can be extended", async () => {
  const { sandbox, set } = await useMessage();
  const words = ["to[]=alice", "to[]=bob", "run.tags[]=x", "run.by=ci"].flatMap((word) => ["--set", word]);
  expect((await set("--set-json", 'run={"id":1}', ...words)).code).toBe(0);
  expect(sandbox.messages()[0]?.answer).toMatchObject({
    payload: { to: ["alice", "bob"], run: { id: 1, tags: ["x"], by: "ci" } },
  });
});

test("in a query, a name may be repeated, and [] is part of the name", async () => {
  const { sandbox } = await useMessage();
  const words = ["-f", "transactionId=a", "-f", "transactionId=b", "-f", "tags[]=c"];
  await run(["api", "GET", "/v1/messages", ...words], { env: sandbox.env });
  expect(sandbox.requests.map(({ path }) => decodeURIComponent(path))).toEqual([
    "/v1/messages?transactionId=a&transactionId=b&tags[]=c",
  ]);
});
