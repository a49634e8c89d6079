import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { BIN, DIST, NODE, ROOT } from "../support/program.js";
import { seedOne, useSandbox } from "../support/sandbox.js";
import { spawnCli } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

/** The package has no maps; those of the build it was packed from are the same files'. */
const MAPS = path.join(ROOT, "dist");

interface Loaded {
  /** Files below dist/. */
  readonly files: readonly string[];
  /** Sources that were bundled into them. */
  readonly sources: readonly string[];
}

/** What one run loads, from V8's own coverage. */
const loadedBy = async (argv: readonly string[], env: Record<string, string> = {}): Promise<Loaded> => {
  const directory = useTempDir();
  const { code } = await spawnCli(argv, { env: { ...env, NODE_V8_COVERAGE: directory } });
  expect(code).toBe(0);
  const files = readdirSync(directory)
    .flatMap(
      (name) => JSON.parse(readFileSync(path.join(directory, name), "utf8")).result as { url: string }[],
    )
    .map(({ url }) => url)
    .filter((url) => url.includes("/dist/"))
    .map((url) => path.relative(DIST, new URL(url).pathname));
  return { files: [...new Set(files)].sort(), sources: [...new Set(files.flatMap(sourcesOf))].sort() };
};

const sourcesOf = (file: string): string[] =>
  (JSON.parse(readFileSync(path.join(MAPS, `${file}.map`), "utf8")).sources as string[]).map((source) =>
    source.replace(/^(\.\.\/)+/, ""),
  );

const packagesOf = ({ sources }: Loaded): string[] => [
  ...new Set(sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [])),
];

test.each([["--version"], ["--help"], ["action", "set", "--help"]])(
  "%s loads the entry and its one core chunk, which hold commander and nothing heavier",
  async (...argv) => {
    const loaded = await loadedBy(argv.filter(Boolean));
    expect(loaded.files).toEqual([expect.stringMatching(/^chunks\/chunk-\w+\.js$/), "main.js"]);
    expect(packagesOf(loaded).sort()).toEqual([
      "@commander-js/extra-typings",
      "commander",
      "fastest-levenshtein",
    ]);
    expect(loaded.sources.filter((source) => /\.run\.ts$|\/sandbox\/(?!.*commands)/.test(source))).toEqual([
      ...loaded.sources.filter(
        (source) => source.startsWith("src/commands/sandbox/") && !source.endsWith(".run.ts"),
      ),
    ]);
  },
);

const REMEMBERED = {
  "config/novu-msg/config.json": {
    profiles: {
      prod: {
        apiUrl: "https://eu.api.novu.co",
        key: { in: "env", name: "K" },
        createdAt: "2026-01-01T00:00:00Z",
      },
    },
    active: "prod",
  },
  "cache/novu-msg/recent.json": { hosts: { "eu.api.novu.co": { subscribers: ["alice"], messages: [] } } },
};

const useMemory = (): Record<string, string> => {
  const home = useTempDir();
  for (const [name, value] of Object.entries(REMEMBERED)) {
    const file = path.join(home, name);
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify(value), { mode: 0o600 });
  }
  return { XDG_CONFIG_HOME: path.join(home, "config"), XDG_CACHE_HOME: path.join(home, "cache") };
};

test.each([
  [["action", "set", ""], "alice"],
  [["profile", "use", ""], "prod"],
  [["action", "get", "--fields", "_i"], "_id"],
])("completing %j loads the entry and the core chunk and nothing else", async (words, offered) => {
  const env = useMemory();
  const argv = ["__complete", "--", ...words];
  expect((await spawnCli(argv, { env })).stdout).toContain(offered);
  const loaded = await loadedBy(argv, env);
  expect(loaded.files).toEqual([expect.stringMatching(/^chunks\/chunk-\w+\.js$/), "main.js"]);
  expect(packagesOf(loaded).sort()).toEqual([
    "@commander-js/extra-typings",
    "commander",
    "fastest-levenshtein",
  ]);
});

test("completing opens no stream and no network part of Node", async () => {
  const script = `
    process.argv.splice(1, Infinity, ${JSON.stringify(BIN)}, "__complete", "--", "action", "set", "");
    await import(${JSON.stringify(pathToFileURL(path.join(DIST, "main.js")).href)});
    const parts = process.moduleLoadList.join("\\n");
    process.stderr.write(parts);`;
  const { stdout, stderr } = spawnSync(NODE, ["--input-type=module", "-e", script], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...useMemory() },
  });
  expect(stdout).toContain("alice");
  const parts = stderr.split("\n").map((line) => line.replace("NativeModule ", ""));
  expect(parts).toContain("fs/promises");
  for (const heavy of ["stream", "net", "tty", "http", "child_process", "crypto"]) {
    expect(parts).not.toContain(heavy);
  }
});

test("reading profiles does not load conf", async () => {
  const loaded = await loadedBy(["profile", "list"], useMemory());
  expect(packagesOf(loaded)).not.toContain("conf");
  expect(packagesOf(loaded)).not.toContain("proper-lockfile");
});

test("action set --json with a key in the environment loads neither prompts, conf, chalk nor tables", async () => {
  const sandbox = await useSandbox();
  const loaded = await loadedBy(
    ["action", "set", "sub-1", seedOne(sandbox), "primary", "--status", "done", "--json"],
    sandbox.env,
  );
  expect(packagesOf(loaded).sort()).toEqual([
    "@commander-js/extra-typings",
    "commander",
    "fastest-levenshtein",
    "undici",
  ]);
  expect(
    loaded.sources.filter((source) => /^src\/.*(?:proxy|tunnel|trust-with|ca-file|http\/route)/.test(source)),
  ).toEqual([]);
});

test("a pipe loads nothing that draws for a terminal", async () => {
  const sandbox = await useSandbox();
  const loaded = await loadedBy(["action", "get", "sub-1", seedOne(sandbox)], sandbox.env);
  expect(packagesOf(loaded).sort()).toEqual([
    "@commander-js/extra-typings",
    "commander",
    "fastest-levenshtein",
    "undici",
  ]);
});

test("the entry is small", () => {
  const [entry] = readdirSync(DIST).filter((name) => name === "main.js");
  const text = readFileSync(path.join(DIST, entry ?? ""), "utf8");
  const core = [...text.matchAll(/"\.\/(chunks\/[^"]+\.js)"/g)].map(([, file = ""]) => file);
  expect(core).toHaveLength(1);
  const bytes = Buffer.byteLength(readFileSync(path.join(DIST, core[0] ?? "")));
  expect(bytes).toBeLessThan(200_000);
});
