import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { build, context, transform } from "esbuild";

/** Bundled CommonJS (undici, conf, cli-table3) asks for Node's own modules through `require`. */
const REQUIRE_FOR_BUNDLED_COMMONJS =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

const manifest = JSON.parse(await readFile("package.json", "utf8"));

const CORE = path.resolve("src/cli/run-cli.ts");

/**
 * esbuild makes one shared chunk for every distinct set of entries that reach a module, so start-up
 * would open a dozen small files. Each lazy module names the core as an import; all that start-up
 * needs is then reached by the same set and becomes one chunk, which is in memory already when a
 * lazy module is loaded. See docs/adr/0006-bundling.md.
 */
const oneCoreChunk = {
  name: "one-core-chunk",
  setup(builder) {
    const lazy = new Set();
    builder.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path: specifier, resolveDir }) => {
      if (kind === "dynamic-import") lazy.add(path.resolve(resolveDir, specifier.replace(/\.js$/, ".ts")));
      return undefined;
    });
    builder.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path: file }) => {
      if (!lazy.has(file)) return undefined;
      const source = await readFile(file, "utf8");
      return { contents: `${source}\nimport ${JSON.stringify(CORE)};\n`, loader: "ts" };
    });
  },
};

/**
 * commander is half of what start-up reads, and half of that is its documentation, which esbuild keeps
 * inside classes. Its names stay, so a stack trace through it can still be read.
 */
const commanderWithoutComments = {
  name: "commander-without-comments",
  setup(builder) {
    builder.onLoad({ filter: /\/node_modules\/commander\/.*\.js$/ }, async ({ path: file }) => {
      const { code } = await transform(await readFile(file, "utf8"), { minifyWhitespace: true });
      return { contents: code, loader: "js" };
    });
  },
};

const options = {
  entryPoints: { main: "src/main.ts" },
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: "linked",
  sourcesContent: false,
  legalComments: "none",
  keepNames: true,
  define: { __VERSION__: JSON.stringify(manifest.version) },
  banner: { js: REQUIRE_FOR_BUNDLED_COMMONJS },
  plugins: [oneCoreChunk, commanderWithoutComments],
  logLevel: "warning",
};

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  await rm("dist", { recursive: true, force: true });
  await build(options);
}
