import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { build, context } from "esbuild";
import { thirdPartyLicenses } from "./build/third-party-licenses.mjs";

/**
 * Bundled CommonJS (undici, conf, cli-table3) asks for Node's own modules through `require`, and for no others.
 * `createRequire` would do too, but loads a part of Node that start-up has no other use for.
 */
const REQUIRE_FOR_BUNDLED_COMMONJS = `const require = (name) => {
  const found = process.getBuiltinModule(name);
  if (found === undefined) throw new Error("no built-in module " + name);
  return found;
};`;

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
 * commander asks for child_process at start-up, for subcommands that are programs of their own. We have none
 * (a test says so), and loading it takes as long as all of commander.
 */
const noChildProcessForCommander = {
  name: "no-child-process-for-commander",
  setup(builder) {
    builder.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /node_modules\/commander\//.test(importer) ? { path: "none", namespace: "absent" } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: "absent" }, () => ({ contents: "module.exports = {};" }));
  },
};

const options = {
  // The keychain's program is one of its own, with the one library that cannot be bundled: it is native.
  entryPoints: { main: "src/main.ts", keychain: "src/keychain/keychain-program.ts" },
  external: ["@napi-rs/keyring"],
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
  // Names stay as they are, for stack traces; what goes is mostly the comments of libraries.
  minifyWhitespace: true,
  minifySyntax: true,
  define: { __VERSION__: JSON.stringify(manifest.version) },
  banner: { js: REQUIRE_FOR_BUNDLED_COMMONJS },
  plugins: [oneCoreChunk, noChildProcessForCommander, thirdPartyLicenses],
  logLevel: "warning",
};

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  await rm("dist", { recursive: true, force: true });
  await build(options);
}
