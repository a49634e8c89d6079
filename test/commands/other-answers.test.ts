import { expect, test } from "vitest";
import { READS } from "../faults/faulted-commands.js";
import { useNovuServer } from "../support/loopback-server.js";
import { runUnchecked } from "../support/run-cli.js";
import { KEY, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

/** Answered with 200, and not what any read asks for. */
const ANSWERS = [
  "{}",
  "[]",
  '{"statusCode":500}',
  '{"data":null}',
  '"ok"',
  "null",
  '{"data":{"_id":5}}',
  "[null]",
  '{"data":[null]}',
  '{"data":[5]}',
  '{"data":"x"}',
  '{"data":[{}]}',
  '{"data":[[]]}',
  '{"data":{"data":[]}}',
  '{"data":[{"_id":""}]}',
  '{"page":0,"totalCount":1,"hasMore":false,"data":[{"title":"x"}]}',
];

/** Lines of every command that reads; those that the faults are tried with, and those that read until an end. */
const LINES: readonly (readonly string[])[] = [
  ...READS.filter(({ name, isRaw }) => !isRaw && !name.startsWith("profile ")).map(({ argv }) => argv(ID)),
  ["message", "list"],
  ["action", "is", "sub-1", ID, "done"],
  ["action", "wait", "sub-1", ID, "--timeout", "2s"],
  ["action", "watch", "--subscriber", "sub-1", "--timeout", "2s"],
  ["subscriber", "list", "--search", "al"],
];

test.each(LINES.map((words) => [words.join(" "), words] as const))(
  "%s of a server that answers with something else is exit 12",
  async (_line, words) => {
    let answer = "";
    const env = await useNovuServer((_request, response) => response.end(answer));
    for (answer of ANSWERS) {
      const end = await runUnchecked([...words, "--json"], { env });
      const { error } = JSON.parse(end.stderr.trim().split("\n").at(-1) ?? "");
      expect([answer, end.code, end.stdout]).toEqual([answer, 12, ""]);
      expect(["E_ANSWER", "E_NOT_NOVU"]).toContain(error.code);
    }
  },
);

test("a key is not taken for checked by an answer that names no environment", async () => {
  let answer = "";
  const env = await useNovuServer((_request, response) => response.end(answer));
  const world = { env: { XDG_CONFIG_HOME: useTempDir(), K: KEY } };
  const add = ["profile", "add", "p", "--key-env", "K", "--api-url", env.NOVU_API_URL];
  for (answer of [...ANSWERS, '{"data":[]}']) {
    expect([answer, (await runUnchecked(add, world)).code]).toEqual([answer, 12]);
    const { stdout } = await runUnchecked(["profile", "list", "--json"], world);
    expect(JSON.parse(stdout)).toEqual([]);
  }
  expect((await runUnchecked([...add, "--no-verify"], world)).code).toBe(0);
  for (answer of ANSWERS) {
    const end = await runUnchecked(["profile", "verify", "p"], world);
    expect([answer, end.code]).toEqual([answer, 12]);
  }
  const { stdout } = await runUnchecked(["profile", "show", "p", "--json"], world);
  expect(JSON.parse(stdout).environment).toBeNull();
});

test.each([
  ["message", { page: 0, totalCount: 0, hasMore: false, pageSize: 100, data: [] }],
  ["subscriber", { data: [], next: null, previous: null, totalCount: 0 }],
])("an honest empty list of %ss is exit 0", async (noun, body) => {
  const env = await useNovuServer((_request, response) => response.end(JSON.stringify(body)));
  const end = await runUnchecked([noun, "list", "--json"], { env });
  expect([end.code, end.stdout]).toEqual([0, "[]\n"]);
});

test("of the sandbox every read is what its route answers with", async () => {
  const { env } = await useSandbox();
  for (const words of [
    ["whoami"],
    ["message", "list"],
    ["subscriber", "list"],
    ["subscriber", "show", "alice"],
    ["doctor"],
  ]) {
    const { code, stderr } = await runUnchecked([...words, "--json"], { env });
    expect(stderr).not.toContain("E_ANSWER");
    expect([0, 5]).toContain(code);
  }
});
