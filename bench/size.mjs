import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const KB = 1_000;
const ROOT = path.resolve(import.meta.dirname, "..");

const npm = (words, cwd) =>
  execFileSync("npm", words, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "ignore"],
  });

/** kB of the package, and how many packages lie on the disk once it is installed, optional ones too. */
export const size = ({ folder }) => {
  const [packed] = JSON.parse(
    npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], ROOT),
  );
  npm(["install", "--prefix", folder, "--no-audit", "--no-fund", path.join(folder, packed.filename)], folder);
  const lock = JSON.parse(readFileSync(path.join(folder, "node_modules/.package-lock.json"), "utf8"));
  return {
    "packed, kB": packed.size / KB,
    "unpacked, kB": packed.unpackedSize / KB,
    "packages installed": Object.keys(lock.packages).length,
  };
};
