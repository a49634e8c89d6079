import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { build, context } from "esbuild";
import { loadTypeScript } from "./load-typescript.mjs";
import { writeThirdPartyLicenses } from "./third-party-licenses.mjs";

/** Bundled CommonJS (undici, conf, cli-table3) calls `require`, for Node's own modules only. */
const REQUIRE_FOR_BUNDLED_COMMONJS =
  'import{createRequire as requireAt}from"node:module";const require=requireAt(import.meta.url);';

const manifest = JSON.parse(await readFile("package.json", "utf8"));

const CORE = path.resolve("src/cli/run-cli.ts");
/** Completion does not use the core. It imports what main.ts and the core share, which becomes one chunk too. */
const COMPLETION = path.resolve("src/cli/answer-completion.ts");
const SHARED = ["cli/crash", "output/terminal-stream", "secrets/opened-keys", "views/help-text"].map((name) =>
  path.resolve(`src/${name}.ts`),
);

/**
 * esbuild makes a shared chunk for every distinct set of entries that reach a module, so start-up would open a dozen small
 * files. This plugin adds an import of the core to each lazy module. All start-up code is then reached by the same set of
 * entries and becomes one chunk, which is in memory already when a lazy module is loaded. Without it, completion takes 82 ms
 * instead of 59, and one call 249 instead of 220 (Node 20). See docs/adr/0006-bundling.md.
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
      if (!lazy.has(file) || file === CORE) return undefined;
      const source = await readFile(file, "utf8");
      const named = file === COMPLETION ? SHARED : [CORE];
      const imports = named.map((name) => `import ${JSON.stringify(name)};\n`);
      return { contents: `${source}\n${imports.join("")}`, loader: "ts" };
    });
  },
};

/** Unused parts of libraries, and their replacements. */
const UNUSED = [
  // conf's default folder. Reading the home folder fails for a user without one.
  { of: "conf", part: /^env-paths$/, replacement: "export default () => ({});" },
  // HTTP/2, which is off by default. Loading node:http2 takes 16 ms of the 184 of one call (Node 22), 19 of 205 (Node 20).
  { of: "undici", part: /\/client-h2\.js$/, replacement: "" },
  // Bodies that are neither text nor bytes, with parts of fetch: 65 kB of the 353 that one call loads of undici.
  { of: "undici", part: /\/web\/fetch\/body\.js$/, replacement: "" },
];

const withoutUnused = {
  name: "without-unused",
  setup(builder) {
    for (const [at, { of, part, replacement }] of UNUSED.entries()) {
      const namespace = `unused-${at}`;
      builder.onResolve({ filter: part }, ({ importer, path: name }) =>
        importer.includes(`node_modules/${of}/`) ? { path: name, namespace } : undefined,
      );
      builder.onLoad({ filter: /.*/, namespace }, () => ({ contents: replacement }));
    }
  },
};

/**
 * undici's index includes fetch, WebSocket, mocks and caches, and is not tree-shaken. These are the parts in use; with the
 * index one call takes 298 ms instead of 220 (Node 20).
 * See docs/adr/0028-undici-in-parts.md.
 */
const UNDICI = `
  export { default as Agent } from "./lib/dispatcher/agent.js";
  export { default as buildConnector } from "./lib/core/connect.js";
  import send from "./lib/api/api-request.js";
  export const request = (url, { dispatcher, ...options }) => {
    const { origin, pathname, search } = new URL(url);
    return send.call(dispatcher, { ...options, origin, path: pathname + search });
  };`;

const undiciInParts = {
  name: "undici-in-parts",
  setup(builder) {
    builder.onResolve({ filter: /^undici$/ }, () => ({ path: "undici", namespace: "parts" }));
    builder.onLoad({ filter: /.*/, namespace: "parts" }, () => ({
      contents: UNDICI,
      resolveDir: path.resolve("node_modules/undici"),
    }));
  },
};

/**
 * A named import of node:fs reads all of its properties, which loads node:fs/promises and streams. The functions below do
 * not need these, and completion uses no others: it takes 52 ms instead of 59 (Node 22), 57 instead of 60 (Node 20). Using
 * another function in these folders fails the build; add it here.
 */
const FILE_SYSTEM = `export const { closeSync, constants, fstatSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync,
  readFileSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } =
  process.getBuiltinModule("node:fs");`;

/** Files in these folders that only commands load. */
const USES_MORE_FILES = /\/(?:file-lock|keychain-program)\.ts$/;

const lightFileSystem = {
  name: "light-file-system",
  setup(builder) {
    builder.onResolve({ filter: /^node:fs$/ }, ({ importer }) =>
      /\/src\/(?:completion|config|files)\//.test(importer) && !USES_MORE_FILES.test(importer)
        ? { path: "node:fs", namespace: "light" }
        : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: "light" }, () => ({ contents: FILE_SYSTEM }));
  },
};

/**
 * Records all commands and options for help and completion, since reading a file is faster than building the commands, and the
 * JSON Schemas for `commands --json`, so that the program needs no valibot.
 */
const writeData = {
  name: "write-data",
  setup(builder) {
    builder.onEnd(async ({ errors }) => {
      if (errors.length > 0) return;
      const { wholeTree } = await loadTypeScript("scripts/documents/command-tree.ts");
      const { outputSchemas } = await loadTypeScript("scripts/documents/output-schemas.ts");
      await writeFile("dist/command-tree.json", JSON.stringify(await wholeTree()));
      await writeFile("dist/output-schemas.json", JSON.stringify(outputSchemas()));
    });
  },
};

/**
 * The sandbox is built separately, since it is also the package's library; the program loads that build. Built together, it
 * would share chunks with the core, and the library would include the command line.
 */
const sandboxFromItsOwnBuild = {
  name: "sandbox-from-its-own-build",
  setup(builder) {
    builder.onResolve({ filter: /^\.\.\/sandbox\/sandbox\.js$/ }, ({ kind }) =>
      // Relative to dist/chunks/, where all lazily loaded files are.
      kind === "dynamic-import" ? { path: "../sandbox.js", external: true } : undefined,
    );
  },
};

const shared = {
  outdir: "dist",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: "linked",
  sourcesContent: false,
  legalComments: "none",
  // Identifiers are not minified, for readable stack traces. Most of the savings are comments of libraries.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: "warning",
};

const program = {
  ...shared,
  // The keychain program is separate. Its library is native, so it cannot be bundled.
  entryPoints: { main: "src/main.ts", keychain: "src/config/keychain-program.ts" },
  external: ["@napi-rs/keyring"],
  chunkNames: "chunks/[name]-[hash]",
  splitting: true,
  define: { __VERSION__: JSON.stringify(manifest.version) },
  banner: { js: REQUIRE_FOR_BUNDLED_COMMONJS },
  plugins: [sandboxFromItsOwnBuild, oneCoreChunk, withoutUnused, undiciInParts, lightFileSystem, writeData],
};

const library = { ...shared, entryPoints: { sandbox: "src/sandbox/sandbox.ts" } };

/** TypeScript writes one declaration file per source. That of sandbox.ts is complete by itself. */
const declareLibrary = async () => {
  const directory = await mkdtemp(path.join(tmpdir(), "novu-msg-types-"));
  try {
    const tsc = path.resolve("node_modules/typescript/bin/tsc");
    const words = ["--project", "tsconfig.library.json", "--outDir", directory];
    await promisify(execFile)(process.execPath, [tsc, ...words]);
    await copyFile(path.join(directory, "sandbox", "sandbox.d.ts"), "dist/sandbox.d.ts");
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

if (process.argv.includes("--watch")) {
  for (const options of [program, library]) await (await context(options)).watch();
} else {
  await rm("dist", { recursive: true, force: true });
  const built = await Promise.all([program, library].map((one) => build({ ...one, metafile: true })));
  writeThirdPartyLicenses(
    built.map(({ metafile }) => metafile),
    "dist",
  );
  await declareLibrary();
}
