import { expect, test } from "vitest";
import { MESSAGE, type ScriptedResponse, useFailingNovu } from "../../support/failing-novu.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";
import { refusedPort } from "../../unit/http/loopback.js";

const SET = ["action", "complete", "alice", MESSAGE, "primary", "--overwrite"];
const REPLAY = { "idempotency-replay": "true" };

/** A time that only pauses move. */
const fakeTime = () => {
  let now = Date.parse("2026-11-24T10:00:00Z");
  const pauses: number[] = [];
  return {
    pauses,
    world: {
      now: () => now,
      random: () => 0.5,
      sleep: async (ms: number) => {
        pauses.push(ms);
        now += ms;
      },
    },
  };
};

/** What comes of a write, how many requests it took, and under how many keys. */
test.each<[string, ScriptedResponse[], number, number, number]>([
  // What the server does                               exit  requests  keys
  ["answers", [201], 0, 1, 1],
  ["resets the first time", ["reset", 201], 0, 2, 1],
  ["cuts its answer off the first time", ["cut", 201], 0, 2, 1],
  ["is busy the first time", [429, 201], 0, 2, 1],
  ["works on it the first time", [[409, { "retry-after": "1" }], 201], 0, 2, 1],
  ["has a problem the first time", [500, 201], 0, 2, 2],
  ["has a gateway that has one", [[502, {}, "<html>Bad gateway</html>"], 201], 0, 2, 2],
  ["repeats an old error the first time", [[503, REPLAY], 201], 0, 2, 2],
  ["waited too long the first time", [408, 201], 0, 2, 2],
  ["does all of it in turn", ["reset", 429, 500, "cut", 201], 0, 5, 2],
  ["resets always", ["reset"], 7, 5, 1],
  ["is busy always", [429], 9, 5, 1],
  ["has a problem always", [503], 9, 5, 5],
  ["repeats old errors always", [[503, REPLAY]], 9, 5, 5],
  ["waited too long always", [408], 6, 5, 5],
  ["works on it for ever", [[409, { "retry-after": "0" }]], 6, 5, 1],
  ["collides without saying when to come again", [409], 6, 1, 1],
  ["refuses", [400], 6, 1, 1],
  ["refuses the key", [401], 4, 1, 1],
  ["asks to wait a day", [[429, { "retry-after": "86400" }]], 9, 1, 1],
  ["answers with half of its JSON", ["half JSON"], 12, 1, 1],
  ["answers with nothing", [[201, {}, ""]], 12, 1, 1],
  ["answers with another message", [[201, {}, `{"data":{"_id":"${"f".repeat(24)}"}}`]], 12, 1, 1],
  ["points elsewhere", [[307, { location: "https://api.novu.co/" }]], 12, 1, 1],
])("a write to a server that %s", async (_what, fates, code, requests, keys) => {
  const { env, seen } = await useFailingNovu(...fates);
  const { world, pauses } = fakeTime();
  const end = await run([...SET, "--json"], { env, ...world });
  expect([end.code, seen.length, new Set(seen.map(({ key }) => key)).size]).toEqual([code, requests, keys]);
  expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(60_000);
  expect(pauses).toHaveLength(requests - 1);
  if (code === 0) expect(end.stderr).toBe("");
});

test("each try is a line on stderr; the end says how often and how long", async () => {
  const { env } = await useFailingNovu([429, { "retry-after": "1" }], 503);
  const { world } = fakeTime();
  const { code, stderr, stdout } = await run([...SET, "--retries", "2"], { env, ...world });
  expect([code, stdout]).toEqual([9, ""]);
  expect(stderr.split("\n")).toEqual([
    "· retry 1 of 2 in 1.1 s: Novu's rate limit is reached (429)",
    "· retry 2 of 2 in 0.5 s: Novu returned a server error (503)",
    "error: Novu returned a server error (503)   [E_SERVER · exit 9]",
    "  The change may or may not have been made. Running it again is safe.",
    "  Gave up after 3 attempts in 1.6 s.",
    '  Server response (503): "no"',
    "  try: novu-msg doctor   (to see what is wrong)",
    "",
  ]);
});

test("a try that may have arrived is not taken back by a refusal after it", async () => {
  const { env } = await useFailingNovu("reset", [404, {}, `{"message":"Message ${MESSAGE} not found"}`]);
  const { stderr } = await run([...SET, "--json"], { env });
  const { error } = JSON.parse(stderr);
  expect([error.code, error.sent, error.details.tries]).toEqual(["E_MESSAGE", "unknown", 2]);
  expect(error.hint).toContain("An earlier attempt may have made the change. Running it again is safe.");
  expect(error.hint).not.toContain("Nothing was changed");
});

test("with --json nothing but the one error is on stderr, with tries and time; -q leaves the lines out", async () => {
  const { env } = await useFailingNovu(503);
  const { world } = fakeTime();
  const json = await run([...SET, "--json"], { env, ...world });
  expect(JSON.parse(json.stderr).error).toMatchObject({
    code: "E_SERVER",
    sent: "unknown",
    details: { tries: 5, elapsedMs: 3_750 },
  });
  const quiet = await run([...SET, "-q"], { env });
  expect(quiet.stderr).toMatch(/^error: /);
});

test("with -v the traces stay", async () => {
  const { env } = await useFailingNovu(503, 201);
  const { stderr } = await run([...SET, "-v"], { env });
  expect(stderr.match(/POST \S+ → (?:503|201) in \d+ ms/g)).toHaveLength(2);
});

test("a wish longer than the time allowed is the end at once", async () => {
  const { env, seen } = await useFailingNovu([429, { "retry-after": "86400" }]);
  const { stderr } = await run(SET, { env });
  expect(seen).toHaveLength(1);
  expect(stderr).toContain("  Novu asks to wait 1 day; --max-wait allows 60 s.\n");
});

test.each<[string[], Record<string, string>, number]>([
  [["--retries", "0"], {}, 1],
  [["--retries", "1"], {}, 2],
  [[], { NOVU_MSG_RETRIES: "2" }, 3],
  [["--retries", "0"], { NOVU_MSG_RETRIES: "2" }, 1],
  [[], { NOVU_MSG_RETRIES: "" }, 5],
])("%j with %j makes %i tries", async (flags, variables, tries) => {
  const { env, seen } = await useFailingNovu(429);
  await run([...SET, ...flags], { env: { ...env, ...variables } });
  expect(seen).toHaveLength(tries);
});

test.each([
  [["--retries", "-1"], {}, `"-1" isn't a whole number from 0 to 100`],
  [["--retries", "many"], {}, `"many" isn't a whole number from 0 to 100`],
  [["--max-wait", "0"], {}, `"0" isn't a duration`],
  [[], { NOVU_MSG_RETRIES: "x" }, "It is set in NOVU_MSG_RETRIES."],
])("%j %j is refused before anything is sent", async (flags, variables, text) => {
  const { env, seen } = await useFailingNovu(201);
  const { code, stderr } = await run([...SET, ...flags], { env: { ...env, ...variables } });
  expect([code, seen.length]).toEqual([2, 0]);
  expect(stderr).toContain(text);
});

test.each<[ScriptedResponse, string]>([
  ["hang", "before it answers"],
  ["hang in body", "amid its answer"],
])("a server that hangs (%s) does not outlive --max-wait", async (fate) => {
  const { env, seen } = await useFailingNovu(503, fate);
  const { code, stderr } = await run([...SET, "--max-wait", "600ms", "--json"], { env, random: () => 0.2 });
  const { error } = JSON.parse(stderr);
  expect([code, error.code, error.sent, seen.length]).toEqual([7, "E_TIMEOUT", "unknown", 2]);
  expect(error.details.elapsedMs).toBeGreaterThanOrEqual(590);
  expect(error.hint).toContain("--max-wait allows 0.6 s in total.");
});

test("nobody there: nothing was sent in any attempt", async () => {
  const env = { NOVU_SECRET_KEY: "k".repeat(32), NOVU_API_URL: `http://127.0.0.1:${await refusedPort()}` };
  const { code, stderr } = await run(SET, { env });
  expect(code).toBe(7);
  expect(stderr.match(/^· retry \d of 4 (?:in|now)/gm)).toHaveLength(4);
  expect(stderr).toContain("  Nothing was sent.\n  Gave up after 5 attempts in ");
});

test("the read before a write is tried again, and ends the run where that does not help", async () => {
  const argv = SET.filter((word) => word !== "--overwrite");
  // The message is old: it is looked for by its time, then on the newest page.
  const empty: ScriptedResponse = [200, {}, '{"hasMore":false,"data":[]}'];
  const { env, seen } = await useFailingNovu(503, empty, empty, 201);
  const { code } = await run(argv, { env });
  expect([code, seen.map(({ method }) => method)]).toEqual([0, ["GET", "GET", "GET", "POST"]]);
  const broken = await useFailingNovu(503);
  const { code: broke, stderr } = await run([...argv, "--json"], { env: broken.env });
  expect([broke, broken.seen.map(({ method }) => method)]).toEqual([9, Array(5).fill("GET")]);
  expect(JSON.parse(stderr).error.hint).toContain("Nothing was written");
});

test("reads are tried again", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { env, seen } = await useFailingNovu(503, [
    200,
    {},
    JSON.stringify({ hasMore: false, data: [{ _id: id }] }),
  ]);
  const { code } = await run(["action", "get", "alice", id], { env });
  expect([code, seen.length]).toEqual([0, 2]);
});

test.each<[string[], ScriptedResponse, number]>([
  [["GET", "/v1/x"], 500, 5],
  [["PUT", "/v1/x"], 500, 5],
  [["DELETE", "/v1/x"], "reset", 5],
  [["POST", "/v1/events/trigger"], 500, 1],
  [["POST", "/v1/events/trigger"], "reset", 1],
  [["PATCH", "/v2/subscribers/a"], 503, 1],
  [["POST", "/v1/events/trigger"], 429, 5],
  [["POST", "/v1/events/trigger"], [409, { "retry-after": "1" }], 5],
])("a raw call that is not safe to repeat is not repeated: api %j, %j", async (words, fate, requests) => {
  const { env, seen } = await useFailingNovu(fate);
  await run(["api", ...words], { env });
  expect(seen).toHaveLength(requests);
});

test("a key by hand is the user's own", async () => {
  const { env, seen } = await useFailingNovu(500);
  const { stderr } = await run(["api", "PUT", "/v1/x", "-H", "idempotency-key: mine"], { env });
  expect(seen.map(({ key }) => key)).toEqual(["mine"]);
  expect(stderr).toContain("To retry, use another key.");
});

test("doctor measures, so it asks for everything once", async () => {
  const { env, seen } = await useFailingNovu(503);
  const { stderr } = await run(["doctor"], { env });
  expect(stderr).not.toContain("try 2");
  const counts = seen.filter(({ path }) => !path.includes("health-check")).map(({ path }) => path);
  expect(new Set(counts).size).toBe(counts.length);
});

test("a dry run shows one key and sends nothing", async () => {
  const { env, seen } = await useFailingNovu(201);
  const { stdout } = await run([...SET, "--dry-run"], { env });
  expect(stdout.match(/^idempotency-key: [0-9a-f-]{36}$/gm)).toHaveLength(1);
  expect(seen).toEqual([]);
});
