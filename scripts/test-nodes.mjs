import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * Runs the end-to-end tests with the packed and installed program on every supported Node version. The tests themselves
 * run on the current Node. Arguments select versions: `npm run test:nodes -- 22 26`.
 */
const ROOT = path.resolve(import.meta.dirname, "..");
const CACHE = path.join(ROOT, "node_modules/.cache/nodes");
/** The oldest supported version, then the newest of each release line. */
const NODES = ["20.18.1", "20", "22", "24", "26"];
const PROJECTS = ["e2e", "terminal", "package"];
const BINARIES = { linux: "node-linux", darwin: "node-darwin", win32: "node-win" };

/** Runs a program with its output on this terminal. @returns its exit code */
const run = (program, words, options = {}) =>
  spawnSync(program, words, { cwd: ROOT, stdio: "inherit", shell: process.platform === "win32", ...options })
    .status;

const npm = (words, cwd) => {
  const status = run("npm", [...words, "--no-audit", "--no-fund", "--loglevel=error"], { cwd });
  if (status !== 0) throw new Error(`npm ${words.join(" ")} ended with ${status}`);
};

/** Downloads the Node versions once; later runs only update them. */
const installNodes = (wanted) => {
  const binary = `${BINARIES[process.platform]}-${process.arch}`;
  const dependencies = Object.fromEntries(NODES.map((node) => [`node-${node}`, `npm:${binary}@${node}`]));
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(path.join(CACHE, "package.json"), JSON.stringify({ private: true, dependencies }));
  npm(["install", "--no-package-lock", "--prefer-online"], CACHE);
  const name = process.platform === "win32" ? "node.exe" : "node";
  return wanted.map((node) => path.join(CACHE, "node_modules", `node-${node}`, "bin", name));
};

/** Packs the tarball that users get, and installs it into an empty folder. */
const installProgram = (folder) => {
  npm(["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], ROOT);
  const tarball = path.join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "");
  npm(["install", "--prefix", folder, tarball], folder);
  return { tarball, bin: path.join(folder, "node_modules/novu-msg/bin/novu-msg.js") };
};

const testOn = (node, { tarball, bin }, report) => {
  const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
  process.stdout.write(`\nnovu-msg ${path.basename(tarball)} on Node ${version}\n`);
  const words = ["vitest", "run", ...PROJECTS.flatMap((name) => ["--project", name]), "--reporter=default"];
  run("npx", [...words, "--reporter=json", `--outputFile.json=${report}`], {
    env: {
      ...process.env,
      NOVU_MSG_TEST_NODE: node,
      NOVU_MSG_TEST_BIN: bin,
      NOVU_MSG_TEST_TARBALL: tarball,
    },
  });
  if (!existsSync(report)) return { version, passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, "utf8"));
  return { version, passed: numPassedTests, failed: numFailedTests || numFailedTestSuites };
};

const requested = process.argv.slice(2);
const unknown = requested.filter((node) => !NODES.includes(node));
if (unknown.length > 0) throw new Error(`not one of ${NODES.join(", ")}: ${unknown.join(", ")}`);
const wanted = requested.length > 0 ? requested : NODES;

const reports = process.env.NOVU_MSG_TEST_REPORTS;
const folder = mkdtempSync(path.join(tmpdir(), "novu-msg-nodes-"));
try {
  const nodes = installNodes(wanted);
  const program = installProgram(folder);
  const results = nodes.map((node, at) =>
    testOn(node, program, path.join(reports ?? folder, `node-${wanted[at]}.json`)),
  );
  process.stdout.write("\n");
  for (const { version, passed, failed } of results) {
    process.stdout.write(`Node ${version}: ${passed} tests good, ${failed} bad\n`);
  }
  if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
