import { describe, expect, test } from "vitest";
import type { ServerVersion } from "../../../src/sandbox/sandbox.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { type TestSandbox, useSandbox } from "../../support/sandbox.js";

test("list and show take what they are given", async () => {
  const list = { search: undefined, limit: 20, after: undefined };
  expect(await inputOf(["subscriber", "list"])).toEqual(list);
  expect(await inputOf(["subscriber", "list", "--search", "ada", "--all", "--after", "c"])).toEqual({
    search: "ada",
    limit: undefined,
    after: "c",
  });
  expect(await inputOf(["subscriber", "show", "user:42@example.com"])).toEqual({
    subscriberId: "user:42@example.com",
  });
  expect(await inputOf(["subscriber", "show", "--subscriber", "alice"])).toEqual({ subscriberId: "alice" });
});

test.each<[readonly string[], string]>([
  [["list", "--limit", "2", "--all"], "E_CONFLICT: --limit and --all can't be combined"],
  [["list", "--search", " "], "E_USAGE: an option has an empty value"],
  [["show"], "E_INPUT: missing: <subscriberId>"],
  [["show", "a", "--subscriber", "b"], 'E_USAGE: too many arguments: "a"'],
])("%j is refused", async (words, refusal) => {
  expect(await refusalOf(["subscriber", ...words])).toBe(refusal);
});

const firstColumn = (stdout: string) => stdout.split("\n").flatMap((line) => line.split("\t")[0] || []);
const list = (sandbox: TestSandbox, ...words: string[]) => run(["subscriber", "list", ...words], sandbox);

describe.each<ServerVersion>(["3.15", "2.0"])("on a server %s", (server) => {
  test("list goes page by page, from where it is told", async () => {
    const sandbox = await useSandbox({ server });
    const first = await list(sandbox, "--limit", "2");
    expect(firstColumn(first.stdout)).toEqual(["user:42@example.com", "sub-2"]);
    const [, command = "", cursor = ""] = /· next page: {3}(.* --after (\S+))\n/.exec(first.stderr) ?? [];
    expect(command).toBe(`novu-msg subscriber list --limit 2 --after ${cursor}`);
    const second = await list(sandbox, "--limit", "2", "--after", cursor);
    expect([firstColumn(second.stdout), second.stderr]).toEqual([["sub-1"], ""]);
  });

  test("the columns, and --json as the server lists them", async () => {
    const sandbox = await useSandbox({ server, now: () => Date.parse("2026-11-20T10:00:00Z") });
    expect((await list(sandbox)).stdout.split("\n")[2]).toBe(
      "sub-1\tAda Lovelace\tada@example.com\t\t2026-11-20T10:00:00.000Z",
    );
    const documents = JSON.parse((await list(sandbox, "--json")).stdout);
    expect(documents).toHaveLength(3);
    expect(documents[2]).toMatchObject({ subscriberId: "sub-1", firstName: "Ada", channels: [] });
  });

  test("--search finds a part of a name in any case, and says how many were looked at", async () => {
    const sandbox = await useSandbox({ server });
    const { stdout, stderr } = await list(sandbox, "--search", "LOVE");
    expect(firstColumn(stdout)).toEqual(["sub-1"]);
    expect(stderr).toBe(
      server === "2.0"
        ? "· searched 3 subscribers, the whole list\n"
        : "· searched names, emails, phones and exact IDs; --all also finds parts of IDs\n",
    );
    const none = await list(sandbox, "--search", "zzz");
    expect([none.code, none.stdout]).toEqual([0, ""]);
    expect(none.stderr).toContain('· no subscriber with "zzz" in ID, name, email or phone   127.0.0.1:');
  });

  test("show, and one that nobody knows", async () => {
    const sandbox = await useSandbox({ server, now: () => Date.parse("2026-11-20T10:00:00Z") });
    const { stdout } = await run(["subscriber", "show", "user:42@example.com"], sandbox);
    expect(
      Object.fromEntries(
        stdout
          .trimEnd()
          .split("\n")
          .map((line) => line.split("\t")),
      ),
    ).toEqual({
      subscriber: "user:42@example.com",
      name: "Odd Id",
      "e-mail": "odd@example.com",
      phone: "",
      locale: "",
      timezone: "",
      channels: "",
      data: "",
      created: "2026-11-20T10:00:00.000Z",
      "novu's internal id": expect.stringMatching(/^[0-9a-f]{24}$/),
    });
    const nobody = await run(["subscriber", "show", "nobody"], sandbox);
    expect(nobody.code).toBe(5);
    expect(nobody.stderr).toContain(
      'there is no subscriber "nobody" in this environment   [E_SUBSCRIBER · exit 5]',
    );
    const internal = await run(["subscriber", "show", "65f0c1a9b2d4e6f8a0b1c2d3"], sandbox);
    expect(internal.stderr).toContain("It looks like Novu's internal _id");
  });

  test("a server without v2 is asked for it once", async () => {
    const sandbox = await useSandbox({ server });
    await list(sandbox, "--search", "zzz");
    const v2 = sandbox.wire().filter((line) => line.startsWith("GET /v2/"));
    expect(v2.length).toBe(server === "3.15" ? 5 : 4);
    const v1 = sandbox.wire().filter((line) => line.startsWith("GET /v1/"));
    expect(v1).toEqual(server === "3.15" ? [] : ["GET /v1/subscribers?page=0&limit=100"]);
  });
});

test("an e-mail is asked of the server", async () => {
  const sandbox = await useSandbox();
  const { stdout, stderr } = await list(sandbox, "--search", "ada@example.com");
  expect(firstColumn(stdout)).toEqual(["sub-1"]);
  expect(stderr).toBe("· searched names, emails, phones and exact IDs; --all also finds parts of IDs\n");
  expect(sandbox.wire().sort()).toEqual([
    "GET /v2/subscribers?email=ada%40example.com&limit=100",
    "GET /v2/subscribers?name=ada%40example.com&limit=100",
    "GET /v2/subscribers?phone=ada%40example.com&limit=100",
    "GET /v2/subscribers?subscriberId=ada%40example.com&limit=100",
  ]);
});

test("a list of matches that is cut says so", async () => {
  const { stdout, stderr } = await list(await useSandbox(), "--search", "EXAMPLE.com", "--limit", "1");
  expect(firstColumn(stdout)).toHaveLength(1);
  expect(stderr).toBe("· there are more:   novu-msg subscriber list --search EXAMPLE.com --limit 5\n");
});

const CREDENTIALS = { webhookUrl: "https://hooks.example/s3cret", deviceTokens: ["tok-s3cret"] };
const SUBSCRIBER = {
  _id: "65f0c1a9b2d4e6f8a0b1c2d3",
  subscriberId: "alice",
  firstName: null,
  channels: [{ providerId: "slack", _integrationId: "i", credentials: CREDENTIALS }],
};

test("what opens a channel is shown nowhere", async () => {
  const env = await useNovuServer((request, response) => {
    const isList = request.url?.includes("?");
    response.end(JSON.stringify(isList ? { data: [SUBSCRIBER], next: null } : { data: SUBSCRIBER }));
  });
  for (const words of [["show", "alice"], ["list"]]) {
    for (const more of [
      [],
      ["--json"],
      ["-o", "ndjson"],
      ["--fields", "channels"],
      ["-vv"],
      ["--query", "@"],
    ]) {
      const end = await run(["subscriber", ...words, ...more], { env });
      expect(end.code).toBe(0);
      expect(end.stdout + end.stderr).not.toContain("s3cret");
    }
  }
  const { stdout } = await run(["subscriber", "show", "alice", "--json"], { env });
  expect(JSON.parse(stdout).channels).toEqual([
    { providerId: "slack", _integrationId: "i", credentials: { webhookUrl: "***", deviceTokens: "***" } },
  ]);
});

const useMany = (count: number) =>
  useNovuServer((request, response) => {
    const url = new URL(request.url ?? "", "http://x");
    const isExact = ["subscriberId", "email", "name", "phone"].some((name) => url.searchParams.has(name));
    const limit = Number(url.searchParams.get("limit"));
    const start = Number(url.searchParams.get("after") ?? 0);
    const end = Math.min(start + limit, count);
    const data = isExact
      ? []
      : Array.from({ length: end - start }, (_, n) => ({
          _id: `i${start + n}`,
          subscriberId: `user-${start + n}`,
        }));
    response.end(JSON.stringify({ data, next: isExact || end === count ? null : String(end) }));
  });

test("a search looks at the newest thousand, and says how to go on; --all looks at all", async () => {
  const env = await useMany(1_234);
  const bounded = await run(["subscriber", "list", "--search", "user-1233"], { env });
  expect([bounded.code, bounded.stdout]).toEqual([0, ""]);
  expect(bounded.stderr).toContain(
    "· searched 1000 subscribers; to continue:   novu-msg subscriber list --search user-1233 --after 1000\n",
  );
  const onwards = await run(["subscriber", "list", "--search", "user-1233", "--after", "1000"], { env });
  expect(firstColumn(onwards.stdout)).toEqual(["user-1233"]);
  const all = await run(["subscriber", "list", "--search", "user-1233", "--all"], { env });
  expect([firstColumn(all.stdout), all.stderr]).toEqual([
    ["user-1233"],
    "· searched 1234 subscribers, the whole list\n",
  ]);
});

test("a search that finds more than the limit says so", async () => {
  const { stdout, stderr } = await run(["subscriber", "list", "--search", "user", "--limit", "3"], {
    env: await useMany(50),
  });
  expect(firstColumn(stdout)).toEqual(["user-0", "user-1", "user-2"]);
  expect(stderr).toBe("· there are more:   novu-msg subscriber list --search user --limit 15\n");
});

test("a list that comes round to where it was is given up", async () => {
  const env = await useNovuServer((_, response) => response.end('{"data":[],"next":"c"}'));
  const { code, stderr } = await run(["subscriber", "list", "--all"], { env });
  expect(code).toBe(12);
  expect(stderr).toContain("the server's list of subscribers never ends   [E_SEARCH · exit 12]");
});
