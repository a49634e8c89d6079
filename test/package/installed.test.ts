import { spawn } from "node:child_process";
import { readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isProgramMissing } from "../support/missing-program.js";
import { type NpmDirs, npm, searchPath } from "../support/npm.js";
import { usePacked } from "../support/packed.js";
import { ROOT } from "../support/program.js";
import { seedOne, useSandbox } from "../support/sandbox.js";
import { finished } from "../support/spawn-cli.js";

const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
const packed = usePacked();

/** Types a line into a shell that finds the program in the folders given, and nothing of the developer's. */
const typed = async (
  line: string,
  folders: readonly string[],
  { cwd, home }: NpmDirs,
  env: Readonly<Record<string, string>> = {},
) => {
  const { code, stdout, stderr } = await finished(
    spawn(line, {
      shell: true,
      cwd,
      env: { PATH: searchPath(...folders), HOME: home, ...env },
      stdio: "pipe",
    }),
  );
  return { code, stdout, stderr };
};

const packagesIn = (folder: string): string[] =>
  readdirSync(path.join(folder, "node_modules")).filter((name) => !name.startsWith("."));

const isWindows = process.platform === "win32";
const binOf = (prefix: string): string => (isWindows ? prefix : path.join(prefix, "bin"));
const inPrefix = (prefix: string, ...parts: string[]): string =>
  path.join(prefix, ...(isWindows ? [] : ["lib"]), "node_modules", "novu-msg", ...parts);

test("npm install novu-msg adds one package and says nothing else, even where the optional part cannot be had", async () => {
  const place = packed.createDirs();
  const end = await packed.install(place, "novu-msg", "--registry", packed.registry());
  expect(end).toMatchObject({ code: 0, stderr: "" });
  expect(end.stdout).toMatch(/^\s*added 1 package in \S+\s*$/);
  expect(packagesIn(place.cwd)).toEqual(["novu-msg"]);
});

test.each([
  ["without the optional part", ["--omit=optional"]],
  ["without scripts", ["--ignore-scripts"]],
])("the tarball installs into an empty folder with no network, %s", async (_name, words) => {
  const place = packed.createDirs();
  const end = await packed.install(place, "--offline", ...words, packed.tarball());
  expect(end).toMatchObject({ code: 0, stderr: "" });
  expect(packagesIn(place.cwd)).toEqual(["novu-msg"]);
  const bin = path.join(place.cwd, "node_modules", ".bin");
  expect(await typed("novu-msg --version", [bin], place)).toEqual({
    code: 0,
    stdout: `${version}\n`,
    stderr: "",
  });
});

test("npx runs it from the registry in a home where nothing is", async () => {
  const end = await npm(
    ["exec", "--yes", "--registry", packed.registry(), "novu-msg", "--", "--version"],
    packed.createDirs(),
  );
  expect(end).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("installed globally it does the main job, has its manual, and needs nothing of its source", async () => {
  const place = packed.createDirs();
  const prefix = path.join(place.home, "prefix");
  const words = ["--global", "--prefix", prefix, "--registry", packed.registry(), "novu-msg"];
  expect(await packed.install(place, ...words)).toMatchObject({ code: 0, stderr: "" });
  const run = (line: string, env = {}) => typed(line, [binOf(prefix)], place, env);

  expect(realpathSync(inPrefix(prefix)).startsWith(realpathSync(ROOT) + path.sep)).toBe(false);
  expect(await run("novu-msg --version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });

  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const done = await run(`novu-msg action set sub-1 ${id} primary --status done --json`, sandbox.env);
  expect([done.code, done.stderr, JSON.parse(done.stdout).cta.action.status]).toEqual([0, "", "done"]);

  const demo = await run("novu-msg sandbox demo");
  expect([demo.code, demo.stdout]).toEqual([0, expect.stringContaining("Next, with your own Novu:")]);

  expect(readdirSync(inPrefix(prefix, "completions")).sort()).toEqual(
    readdirSync(path.join(ROOT, "completions")).sort(),
  );
  if (!isWindows) {
    expect(readdirSync(path.join(prefix, "share/man/man1")).sort()).toEqual(
      readdirSync(path.join(ROOT, "man")).sort(),
    );
  }
  if (!isWindows && !isProgramMissing("man")) {
    const found = await run(`man -M '${prefix}/share/man' -w novu-msg-action-set`);
    expect(realpathSync(found.stdout.trim())).toBe(
      realpathSync(inPrefix(prefix, "man", "novu-msg-action-set.1")),
    );
  }
});
