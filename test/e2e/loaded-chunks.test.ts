import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { wholeTree } from "../../scripts/documents/command-tree.js";
import { outputSchemas } from "../../scripts/documents/output-schemas.js";
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

const bytesOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(path.join(DIST, file)).size, 0);

test.each([["--version"], ["--help"], ["action", "set", "--help"]])(
  "%s loads two small files, without commander and without any command",
  async (...argv) => {
    const loaded = await loadedBy(argv.filter(Boolean));
    expect(loaded.files.length).toBeLessThanOrEqual(2);
    // Half of it renders help: sections, the first commands, the words, bold headings.
    expect(bytesOf(loaded.files)).toBeLessThan(20_000);
    expect(packagesOf(loaded)).toEqual([]);
    expect(loaded.sources.filter((source) => source.startsWith("src/commands/"))).toEqual([]);
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
])("completing %j loads neither commander nor any command", async (words, offered) => {
  const env = useMemory();
  const argv = ["__complete", "--", ...words];
  expect((await spawnCli(argv, { env })).stdout).toContain(offered);
  const loaded = await loadedBy(argv, env);
  expect(loaded.files.length).toBeLessThanOrEqual(4);
  // A part of them is in modules that commands share: words for errors of the system, the atomic write, small parsers.
  expect(bytesOf(loaded.files)).toBeLessThan(66_000);
  expect(packagesOf(loaded)).toEqual(["fastest-levenshtein"]);
  expect(loaded.sources.filter((source) => source.startsWith("src/commands/"))).toEqual([]);
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
  expect(parts).toContain("internal/modules/esm/loader");
  for (const heavy of ["fs/promises", "stream", "net", "tty", "http", "child_process", "crypto"]) {
    expect(parts).not.toContain(heavy);
  }
});

test("reading profiles does not load conf", async () => {
  const loaded = await loadedBy(["profile", "list"], useMemory());
  expect(packagesOf(loaded)).not.toContain("conf");
});

test("action set --json with a key in the environment loads neither profiles, prompts, conf, chalk nor tables", async () => {
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

test("of undici, a request loads neither fetch nor HTTP/2 nor WebSocket, and what reads an answer", async () => {
  const sandbox = await useSandbox();
  const { sources } = await loadedBy(["action", "get", "sub-1", seedOne(sandbox), "--json"], sandbox.env);
  const parts = sources.flatMap((source) => /node_modules\/undici\/lib\/(.*)/.exec(source)?.[1] ?? []);
  expect(parts).toEqual(
    expect.arrayContaining(["dispatcher/agent.js", "dispatcher/client-h1.js", "llhttp/llhttp_simd-wasm.js"]),
  );
  expect(parts.filter((part) => /^(?:web|mock|cache|interceptor)\/|h2|proxy|socks|retry/.test(part))).toEqual(
    [],
  );
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

test("what every command loads before its body is small", async () => {
  const home = useTempDir();
  const loaded = await loadedBy(["commands", "--json"], { HOME: home });
  const { files, sources } = loaded;
  expect(packagesOf(loaded)).not.toContain("valibot");
  const body = files.filter((file) => /\/commands\.run-\w+\.js$/.test(file));
  expect(body).toHaveLength(1);
  expect(sources).toContain("src/cli/program.ts");
  expect(bytesOf(files) - bytesOf(body)).toBeLessThan(203_000);
});

test("the tree and the schemas that the build wrote down are those of the commands", async () => {
  const written = (name: string) => JSON.parse(readFileSync(path.join(DIST, name), "utf8"));
  expect(written("command-tree.json")).toEqual(JSON.parse(JSON.stringify(await wholeTree())));
  expect(written("output-schemas.json")).toEqual(outputSchemas());
});
