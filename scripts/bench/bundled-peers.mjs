import path from "node:path";
import { build } from "esbuild";

const PEERS = path.join(import.meta.dirname, "peers");
const FOR_BUNDLED_COMMONJS = `const require = process.getBuiltinModule("node:module").createRequire(import.meta.url);`;

/** The path of a peer's source. */
export const peer = (name) => path.join(PEERS, name);

/** Bundles the peers that use undici, each with undici's index into one file of the folder. */
export const bundlePeers = async (folder) => {
  await build({
    entryPoints: [peer("undici-one.mjs"), peer("undici-pool.mjs")],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    banner: { js: FOR_BUNDLED_COMMONJS },
  });
  return (name) => path.join(folder, name);
};
