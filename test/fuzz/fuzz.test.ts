import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonValue } from "../../src/model/json.js";
import { VARIABLES } from "../../src/model/variables.js";
import { recordFigure } from "../support/figures.js";
import { useNovuServer } from "../support/loopback-server.js";
import { programTree } from "../support/program-tree.js";
import { schemaViolations } from "../support/published-schemas.js";
import { runUnchecked } from "../support/run-cli.js";
import { sampleOf } from "../support/sample.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";
import { boundedRun, endsWell, failsInJson } from "./bounded-run.js";
import { oddBytes } from "./mutate.js";
import { likelyLine, oddLine, oddText } from "./odd-words.js";

/** Always the same cases, in parts; a failure prints the seed, the way to its case, and the case made small. */
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((part) => 20_261_124 + part);

const check = async <Case>(
  what: string,
  numRuns: number,
  cases: fc.Arbitrary<Case>,
  holds: (one: Case) => Promise<void>,
): Promise<void> => {
  const seeds = sampleOf(what, SEEDS, SEEDS.length);
  const runsOfPart = numRuns / SEEDS.length;
  for (const seed of seeds) await fc.assert(fc.asyncProperty(cases, holds), { seed, numRuns: runsOfPart });
  recordFigure("no input makes it crash, hang or exit 70", { [what]: runsOfPart * seeds.length });
};

test("command lines", async () => {
  const sandbox = await useSandbox();
  const home = useTempDir();
  const env = { ...sandbox.env, NOVU_MSG_CONFIG_DIR: path.join(home, "config") };
  const tree = programTree();
  const words = fc.oneof(oddLine(tree), likelyLine(tree, seedOne(sandbox)));
  const line = fc.tuple(fc.boolean(), words, fc.oneof(oddText, fc.constant(undefined)));
  await check("command lines", 2_500, line, async ([isJson, words, stdin]) => {
    const argv = isJson ? ["--json", ...words] : words;
    // What serves, waits or watches until it is stopped is stopped.
    const isRereadable = ["start", "wait", "watch"].some((word) => words.includes(word));
    const signal = AbortSignal.timeout(isRereadable ? 100 : 90_000);
    const options = { env, home, signal, ...(stdin === undefined ? {} : { stdin }) };
    const end = await boundedRun(argv, options, runUnchecked);
    expect(schemaViolations(argv, end)).toEqual([]);
    endsWell(end, { raw: words.includes("api"), stack: verbosityOf(words) > 1 });
    const isStillJson =
      isJson &&
      !words.some((word) => /^(?:-[a-zA-Z]*o|--output|--$|-[a-zA-Z]*v|--verbose|__complete)/.test(word));
    if (isStillJson && !end.stderr.includes("Usage:") && end.stdout === "") failsInJson(end);
  });
});

/** `--verbose` and every v of a cluster such as `-qvv`. */
const verbosityOf = (words: readonly string[]): number =>
  words.filter((word) => word === "--verbose").length +
  words
    .filter((word) => /^-[a-zA-Z]+$/.test(word))
    .join("")
    .split("v").length -
  1;

const LINES = [
  ["whoami"],
  ["profile", "list"],
  ["profile", "show"],
  ["action", "get", "sub-1", "65f0c1a9b2d4e6f8a0b1c2d3"],
  ["message", "list"],
  ["help", "environment"],
  ["commands"],
  ["completion", "bash"],
  ["__complete", "bash", "1", "novu-msg", "-"],
];

test("variables", async () => {
  const sandbox = await useSandbox();
  const variables = fc.dictionary(fc.constantFrom(...VARIABLES.map(({ name }) => name)), oddText, {
    maxKeys: 6,
  });
  await check(
    "sets of variables",
    1_000,
    fc.tuple(fc.constantFrom(...LINES), variables),
    async ([argv, odd]) => {
      endsWell(await boundedRun(argv, { env: { ...sandbox.env, ...odd } }));
    },
  );
});

const profile = (apiUrl: string) => ({
  apiUrl,
  key: { in: "file", value: KEY },
  environment: { id: "65f0c1a9b2d4e6f8a0b1c2d3", name: "Development", type: "dev", organizationId: "o" },
  allowHttp: true,
  createdAt: "2026-01-01T00:00:00.000Z",
  verifiedAt: "2026-01-01T00:00:00.000Z",
});

const CONFIG_LINES = [
  ["profile", "list", "--json"],
  ["profile", "show", "--json"],
  ["profile", "show", "dev"],
  ["profile", "use", "prod", "--json"],
  ["profile", "rename", "dev", "other", "--json"],
  ["whoami", "--json"],
  ["message", "list", "--profile", "dev", "--json"],
];

test("config files", async () => {
  const sandbox = await useSandbox();
  const file = path.join(useTempDir(), "config", "config.json");
  mkdirSync(path.dirname(file), { mode: 0o700 });
  const good: JsonValue = {
    active: "dev",
    previous: "prod",
    profiles: {
      dev: profile(sandbox.url),
      prod: { ...profile(sandbox.url), key: { in: "env", name: "SOME_KEY" } },
    },
  };
  const cases = fc.tuple(fc.constantFrom(...CONFIG_LINES), oddBytes(good));
  await check("config files", 1_000, cases, async ([argv, bytes]) => {
    writeFileSync(file, bytes, { mode: 0o600 });
    const end = await boundedRun(argv, { env: { NOVU_MSG_CONFIG_DIR: path.dirname(file), SOME_KEY: KEY } });
    endsWell(end);
    if (argv.includes("--json")) failsInJson(end);
    const changes = argv.includes("use") || argv.includes("rename") ? end.code === 0 : false;
    // Whatever it holds is the user's, and a command that cannot read it does not write it.
    if (!changes) expect(existsSync(file) && readFileSync(file).equals(bytes)).toBe(true);
  });
});

test("answers", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const ask = async (place: string): Promise<JsonValue> =>
    (await (
      await fetch(sandbox.url + place, { headers: { authorization: `ApiKey ${KEY}` } })
    ).json()) as JsonValue;
  const messages = await ask("/v1/messages");
  const subscribers = await ask("/v2/subscribers");
  const [subscriber, me] = [await ask("/v2/subscribers/sub-1"), await ask("/v1/environments/me")];
  const lines = [
    [["action", "get", "sub-1", id], messages],
    [["message", "list"], messages],
    [["message", "list", "--pending", "--all"], messages],
    [["message", "show", "sub-1", id], messages],
    [["subscriber", "list"], subscribers],
    [["subscriber", "list", "--search", "sub"], subscribers],
    [["subscriber", "show", "sub-1"], subscriber],
    [["whoami"], me],
    [["api", "GET", "/v1/messages", "--paginate"], messages],
  ] as const;
  const answer = { status: 200, body: Buffer.alloc(0) };
  const env = await useNovuServer(
    (_request, response) => void response.writeHead(answer.status).end(answer.body),
  );
  const cases = fc
    .constantFrom(...lines)
    .chain(([argv, document]) =>
      fc.tuple(
        fc.constant(argv),
        oddBytes(document),
        fc.oneof(
          { weight: 4, arbitrary: fc.constant(200) },
          { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
        ),
        fc.boolean(),
      ),
    );
  await check("answers", 1_500, cases, async ([argv, bytes, status, isJson]) => {
    Object.assign(answer, { status, body: bytes });
    const end = await boundedRun(isJson ? [...argv, "--json"] : argv, { env }, runUnchecked);
    endsWell(end, { raw: argv[0] === "api" });
    if (!isJson) return;
    failsInJson(end);
    if (end.stdout !== "") expect(() => JSON.parse(end.stdout)).not.toThrow();
    if (end.code === 0) expect(end.stdout).not.toBe("");
    else expect(end.stdout).toBe("");
  });
});
