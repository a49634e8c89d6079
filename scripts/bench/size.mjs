import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const KB = 1_000;
const ROOT = path.resolve(import.meta.dirname, "../..");
/** A comparable command-line tool, and the library for the same API. */
const PEERS = ["resend-cli@2.21.0", "@novu/api@3.19.1"];

const npm = (words, cwd) =>
  execFileSync("npm", words, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "ignore"],
  });

/** Disk usage of a package installed into an empty folder, with optional dependencies. */
const installed = (folder, name, source) => {
  const target = path.join(folder, name.replace(/\W+/g, "-"));
  mkdirSync(target);
  npm(["install", "--prefix", target, "--ignore-scripts", "--no-audit", "--no-fund", source], target);
  const modules = path.join(target, "node_modules");
  const lock = JSON.parse(readFileSync(path.join(modules, ".package-lock.json"), "utf8"));
  return {
    [`${name}: unpacked, kB`]: bytesBelow(path.join(modules, name)) / KB,
    [`${name}: with all it needs, kB`]: bytesBelow(modules) / KB,
    [`${name}: packages installed`]: Object.keys(lock.packages).length,
  };
};

const bytesBelow = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((file) => statSync(path.join(folder, file)))
    .filter((found) => found.isFile())
    .reduce((sum, { size: bytes }) => sum + bytes, 0);

/** Sizes of novu-msg and its peers. */
export const size = ({ folder }) => {
  const [packed] = JSON.parse(
    npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], ROOT),
  );
  return {
    "novu-msg: packed, kB": packed.size / KB,
    ...installed(folder, "novu-msg", path.join(folder, packed.filename)),
    ...Object.assign(
      {},
      ...PEERS.map((source) => installed(folder, source.slice(0, source.lastIndexOf("@")), source)),
    ),
  };
};
