import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { useNovuServer } from "../../support/loopback-server.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { type TestSandbox, useSandbox } from "../../support/sandbox.js";

const idsIn = (ndjson: string): string[] =>
  ndjson
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))
    .map(({ _id, id }) => _id ?? id);

const seeded = (sandbox: TestSandbox, count: number): string[] =>
  sandbox.seed({ count }).map(({ messageId }) => messageId);

test.each<["2.0" | "3.15", string, string, number]>([
  ["2.0", "/v1/messages", "/v1/messages?subscriberId=sub-1&limit=100&page=2", 3],
  ["3.15", "/v1/messages", "/v1/messages?subscriberId=sub-1&limit=100&page=2", 3],
  [
    "2.0",
    "/v1/subscribers/sub-1/notifications/feed",
    "/v1/subscribers/sub-1/notifications/feed?subscriberId=sub-1&limit=100&page=2",
    3,
  ],
  ["3.15", "/v2/subscribers/sub-1/notifications", "", 3],
])("server %s: %s is walked to its end", async (server, path, last, requests) => {
  const sandbox = await useSandbox({ server });
  const made = seeded(sandbox, 257);
  const argv = ["api", "GET", `${path}?subscriberId=sub-1`, "-f", "limit=100", "--paginate"];
  const { code, stdout } = await run([...argv, "-o", "ndjson"], { env: sandbox.env });
  expect(code).toBe(0);
  expect(idsIn(stdout).sort()).toEqual([...made].sort());
  const lines = sandbox.wire();
  expect(lines).toHaveLength(requests);
  for (const line of lines) expect(line).toContain(`GET ${path}?subscriberId=sub-1&limit=100`);
  expect(lines.at(-1)).toContain(last);
  const whole = await run(argv, { env: sandbox.env });
  expect(JSON.parse(whole.stdout)).toEqual(
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );
  expect(whole.stderr).toBe("· 257 items on 3 pages\n");
});

test("after an id, or from an offset where the caller began with one", async () => {
  const sandbox = await useSandbox();
  const [first = ""] = seeded(sandbox, 30);
  const path = "/v2/subscribers/sub-1/notifications";
  const api = (...words: string[]) =>
    run(["api", "GET", path, ...words, "--paginate", "-o", "ndjson"], { env: sandbox.env });
  const byId = idsIn((await api()).stdout);
  expect(byId).toHaveLength(30);
  expect(byId.at(-1)).toBe(first);
  expect(sandbox.wire()).toEqual([
    `GET ${path}`,
    `GET ${path}?after=${byId[9]}`,
    `GET ${path}?after=${byId[19]}`,
  ]);
  sandbox.forget();
  expect(idsIn((await api("-f", "offset=5", "-f", "limit=20")).stdout)).toEqual(byId.slice(5));
  expect(sandbox.wire()).toEqual([`GET ${path}?offset=5&limit=20`, `GET ${path}?limit=20&offset=25`]);
});

test("by a cursor, forwards and backwards", async () => {
  const sandbox = await useSandbox();
  const api = (...words: string[]) =>
    run(
      [
        "api",
        "GET",
        "/v2/subscribers?limit=1",
        ...words,
        "--paginate",
        "--query",
        "[].subscriberId",
        "-o",
        "ndjson",
      ],
      { env: sandbox.env },
    );
  expect((await api()).stdout).toBe('"user:42@example.com"\n"sub-2"\n"sub-1"\n');
  expect(sandbox.wire()).toHaveLength(3);
  const last = JSON.parse(
    (await run(["api", "GET", "/v1/subscribers/sub-1", "--json"], { env: sandbox.env })).stdout,
  ).data._id;
  expect((await api("-f", `before=${last}`)).stdout).toBe('"sub-2"\n"user:42@example.com"\n');
});

test("a full last page is followed by an empty one, which ends the list", async () => {
  const sandbox = await useSandbox();
  const { stdout, stderr } = await run(
    ["api", "GET", "/v1/subscribers?limit=3", "--paginate", "--fields", "subscriberId"],
    {
      env: sandbox.env,
    },
  );
  expect(stdout.trim().split("\n").sort()).toEqual(["sub-1", "sub-2", "user:42@example.com"]);
  expect(sandbox.wire()).toEqual(["GET /v1/subscribers?limit=3", "GET /v1/subscribers?limit=3&page=1"]);
  expect(stderr).toBe("· 3 items on 2 pages\n");
});

/** A list served by the test's own rules; `page` gives each answer from the request's query. */
const useList = async (page: (query: URLSearchParams, request: IncomingMessage) => object | number) => {
  const asked: string[] = [];
  const env = await useNovuServer((request, response) => {
    asked.push(request.url ?? "");
    const answer = page(new URL(request.url ?? "", "http://x").searchParams, request);
    if (typeof answer === "number") response.writeHead(answer);
    response.end(JSON.stringify(typeof answer === "number" ? { statusCode: answer, message: "no" } : answer));
  });
  const api = (...words: string[]) => run(["api", "GET", "/v1/x", "--paginate", ...words], { env });
  return { api, asked };
};

const itemsFrom = (start: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({ _id: `i${start + at}` }));

test("600 items behind opaque cursors", async () => {
  const { api, asked } = await useList((query) => {
    const start = Number((query.get("after") ?? "c=&0").slice(3));
    return { data: itemsFrom(start, 200), next: start < 400 ? `c=&${start + 200}` : null, previous: null };
  });
  const { code, stdout } = await api("-o", "ndjson");
  expect(code).toBe(0);
  expect(idsIn(stdout)).toEqual(itemsFrom(0, 600).map(({ _id }) => _id));
  expect(asked).toEqual(["/v1/x", "/v1/x?after=c%3D%26200", "/v1/x?after=c%3D%26400"]);
});

test.each(["workflows", "layouts"])("25 %s, counted as a whole and asked for by offset", async (name) => {
  const { api, asked } = await useList((query) => {
    const offset = Number(query.get("offset"));
    return { data: { [name]: itemsFrom(offset, Math.min(10, 25 - offset)), totalCount: 25 } };
  });
  const { code, stdout, stderr } = await api("-f", "limit=10");
  expect([code, stderr]).toEqual([0, "· 25 items on 3 pages\n"]);
  expect(JSON.parse(stdout)).toEqual(itemsFrom(0, 25));
  expect(asked).toEqual(["/v1/x?limit=10", "/v1/x?limit=10&offset=10", "/v1/x?limit=10&offset=20"]);
});

const SAME = { page: 0, pageSize: 2, hasMore: true, data: itemsFrom(0, 2) };

test.each<[string, (query: URLSearchParams) => object, string[], string]>([
  [
    "a page that repeats",
    () => SAME,
    ["i0", "i1"],
    "· 2 items on 1 page; then the server started to repeat itself\n",
  ],
  [
    "a cursor that repeats",
    (query) => ({ data: [{ _id: query.has("after") ? "b" : "a" }], next: "c", previous: null }),
    ["a", "b"],
    "· 2 items on 2 pages; then the server started to repeat itself\n",
  ],
  [
    "cursors in a circle",
    (query) => {
      const after = query.get("after");
      return { data: [{ _id: `after ${after}` }], next: after === "p" ? "q" : "p", previous: null };
    },
    ["after null", "after p", "after q"],
    "· 3 items on 3 pages; then the server started to repeat itself\n",
  ],
  [
    "an item without an id",
    () => ({ data: [{ _id: "a" }, { title: "b" }], hasMore: true, filter: {} }),
    ["a", undefined as unknown as string],
    "· 2 items on 1 page; the server has more, but no link to the next page\n",
  ],
  [
    "a total in place of hasMore",
    (query) => ({
      page: Number(query.get("page")),
      pageSize: 1,
      totalCount: 2,
      data: itemsFrom(Number(query.get("page")), 1),
    }),
    ["i0", "i1"],
    "· 2 items on 2 pages\n",
  ],
  [
    "no items at all",
    () => ({ page: 0, pageSize: 10, hasMore: true, data: [] }),
    [],
    "· 0 items on 1 page\n",
  ],
])("%s ends the list", async (_what, page, ids, said) => {
  const { api } = await useList(page);
  const { code, stdout, stderr } = await api();
  expect(code).toBe(0);
  expect(JSON.parse(stdout).map(({ _id }: { _id?: string }) => _id)).toEqual(ids);
  expect(stderr).toBe(said);
});

const numbered = (query: URLSearchParams) => {
  const page = Number(query.get("page"));
  return { page, pageSize: 10, hasMore: page < 4, data: itemsFrom(page * 10, 10) };
};

test.each([
  [5, 1, "· 5 items on 1 page; there are more (--limit)\n"],
  [10, 1, "· 10 items on 1 page; there are more (--limit)\n"],
  [25, 3, "· 25 items on 3 pages; there are more (--limit)\n"],
  [50, 5, "· 50 items on 5 pages\n"],
  [99, 5, "· 50 items on 5 pages\n"],
])("--limit %i asks for no page too many", async (limit, requests, said) => {
  const { api, asked } = await useList(numbered);
  const { stdout, stderr } = await api("--limit", String(limit));
  expect(JSON.parse(stdout)).toEqual(itemsFrom(0, Math.min(limit, 50)));
  expect([asked.length, stderr]).toEqual([requests, said]);
});

test.each<[number, number, string]>([
  [500, 9, "E_SERVER"],
  [401, 4, "E_UNAUTHORIZED"],
  [429, 9, "E_RATE_LIMIT"],
])(
  "a %i in the middle: what came is there line by line, and the failure says where to go on",
  async (status, code, name) => {
    const { api } = await useList((query) => (query.get("page") === "3" ? status : numbered(query)));
    const lines = await api("-o", "ndjson", "-f", "a=b c");
    expect([lines.code, idsIn(lines.stdout)]).toEqual([code, itemsFrom(0, 30).map(({ _id }) => _id)]);
    const { error } = JSON.parse(lines.stderr);
    expect(error).toMatchObject({ code: name, details: { pagesRead: 3, itemsRead: 30 } });
    expect(error.next.at(-1)).toEqual({
      command: "novu-msg api GET '/v1/x?a=b+c&page=3' --paginate",
      when: "to continue from the failed page",
    });
    for (const format of [[], ["--json"]]) {
      const whole = await api(...format);
      expect([whole.code, whole.stdout]).toEqual([code, ""]);
      expect(whole.stderr).toContain("30 items on 3 pages came before that");
    }
  },
);

test("an answer in the middle that is no page is not taken for the end", async () => {
  const { api } = await useList((query) =>
    query.has("page") ? { data: { nothing: true } } : numbered(query),
  );
  const { code, stderr } = await api("-o", "csv");
  expect(code).toBe(12);
  expect(stderr).toContain("the response isn't a page of the same list   [E_ANSWER");
});

test.each<[string, object]>([
  ["a list without pages", { data: [{ _id: "a" }] }],
  ["an object", { data: { _id: "a" } }],
  ["a bare list", [{ _id: "a" }]],
])("%s is shown as it is, with a remark", async (_what, answer) => {
  const { api } = await useList(() => answer);
  const { code, stdout, stderr } = await api();
  expect([code, JSON.parse(stdout)]).toEqual([0, answer]);
  expect(stderr).toBe("! the response isn't a page of a list, so there are no more pages\n");
});

test("CSV has the first page's columns, and tells once of those that come later", async () => {
  const { api } = await useList((query) => {
    const page = Number(query.get("page"));
    return { page, pageSize: 1, hasMore: page < 3, data: [page === 0 ? { a: 0 } : { b: page, a: page }] };
  });
  const { stdout, stderr } = await api("-o", "csv");
  expect(stdout).toBe("a\n0\n1\n2\n3\n");
  expect(stderr).toBe(
    "! later items have more fields: b; use --fields or --json to see them\n· 4 items on 4 pages\n",
  );
  expect((await api("-o", "csv", "--fields", "b,a")).stdout).toBe("b,a\n,0\n1,1\n2,2\n3,3\n");
});

test("on a terminal the list is one JSON array, too", async () => {
  const sandbox = await useSandbox();
  const made = seeded(sandbox, 25);
  const { stdout } = await run(["api", "GET", "/v1/messages", "--paginate"], {
    env: sandbox.env,
    terminals: ["stdout"],
  });
  expect(JSON.parse(stdout).map(({ _id }: { _id: string }) => _id)).toEqual(made.reverse());
  expect(sandbox.wire()).toHaveLength(3);
});
