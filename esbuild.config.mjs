import { rm } from "node:fs/promises";
import { build, context } from "esbuild";
import manifest from "./package.json" with { type: "json" };

/** Bundled CommonJS (undici, conf, cli-table3) asks for Node's own modules through `require`. */
const REQUIRE_FOR_BUNDLED_COMMONJS =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

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
  logLevel: "warning",
};

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  await rm("dist", { recursive: true, force: true });
  await build(options);
}
