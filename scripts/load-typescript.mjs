import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** Bundles a TypeScript module with its packages and imports it, since Node 20 cannot run TypeScript. */
export const loadTypeScript = async (file) => {
  const folder = await mkdtemp(path.join(tmpdir(), "novu-msg-script-"));
  try {
    const outfile = path.join(folder, "module.mjs");
    await build({
      entryPoints: [file],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      // Bodies of commands and what they load lazily are not needed to know the commands.
      plugins: [{ name: "bodies-apart", setup: keepBodiesOut }],
      // Bundled CommonJS asks for Node's own modules through `require`.
      banner: {
        js: 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);',
      },
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true });
  }
};

const keepBodiesOut = (builder) => {
  builder.onResolve({ filter: /\.run\.js$/ }, ({ path: specifier }) => ({ path: specifier, external: true }));
};
