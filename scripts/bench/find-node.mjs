import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const CACHE = path.resolve(import.meta.dirname, "../../node_modules/.cache/bench");

const majorOf = (program) => {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return Number(/^v(\d+)\./.exec(stdout ?? "")?.[1]);
};

/**
 * A Node of this major version: the running one, one on the PATH (`node22`), or otherwise npm's package of it, which is
 * installed into a cache folder outside the repository.
 */
export const findNode = (major) => {
  if (majorOf(process.execPath) === major) return process.execPath;
  if (majorOf(`node${major}`) === major) return `node${major}`;
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const folder = path.join(CACHE, `node-${major}`);
  const program = path.join(
    folder,
    `node_modules/${name}/bin/node${process.platform === "win32" ? ".exe" : ""}`,
  );
  if (!existsSync(program)) {
    process.stderr.write(`Getting Node ${major} from npm …\n`);
    execFileSync(
      "npm",
      ["install", "--no-save", "--prefix", folder, "--no-audit", "--no-fund", `${name}@${major}`],
      {
        stdio: "ignore",
        shell: process.platform === "win32",
      },
    );
  }
  return program;
};
