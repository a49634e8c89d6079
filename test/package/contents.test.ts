import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { usePacked } from "../support/packed.js";
import { ROOT } from "../support/program.js";

const packed = usePacked();
let folder = "";

beforeAll(async () => {
  const place = packed.createDirs();
  const { code } = await packed.install(place, "--offline", "--omit=optional", packed.tarball());
  expect(code).toBe(0);
  folder = path.join(place.cwd, "node_modules", "novu-msg");
});

const files = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .map((name) => name.replaceAll(path.sep, "/"));

const textOf = (name: string): string => readFileSync(path.join(folder, name), "utf8");

/** What a user of the program needs: to run it, to read about it, to be allowed to. */
const NEEDED = [
  /^(?:package\.json|README\.md|LICENSE)$/,
  /^bin\/novu-msg\.js$/,
  /^dist\/(?:(?:main|keychain|sandbox)\.js|sandbox\.d\.ts|(?:command-tree|output-schemas)\.json|chunks\/[\w.-]+\.js|THIRD-PARTY-LICENSES\.txt)$/,
  /^completions\/(?:_novu-msg|novu-msg\.(?:bash|fish|ps1))$/,
  /^skills\/novu-msg\/SKILL\.md$/,
  /^docs\/sandbox-seed\.schema\.json$/,
  /^man\/novu-msg(?:-[a-z-]+)?\.1$/,
];

test("the package holds what runs and what must go along with it, and nothing else", () => {
  expect(files().filter((name) => !NEEDED.some((pattern) => pattern.test(name)))).toEqual([]);
  for (const pattern of NEEDED) expect(files().some((name) => pattern.test(name))).toBe(true);
});

test("README names its size, in MB", () => {
  const bytes = files().reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
  expect(textOf("README.md")).toContain(`It is ${Math.round(bytes / 1e6)} MB, or `);
});

test("it stays small", () => {
  const bytes = files().reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
  expect(bytes).toBeLessThan(3_200_000);
  expect(statSync(packed.tarball()).size).toBeLessThan(950_000);
});

test("installing it brings no other package and runs no script", () => {
  const manifest = JSON.parse(textOf("package.json"));
  expect(manifest).not.toHaveProperty("dependencies");
  expect(manifest).not.toHaveProperty("peerDependencies");
  expect(Object.keys(manifest.optionalDependencies)).toEqual(["@napi-rs/keyring"]);
  // npm does not run `prepare` of a tarball, but warns of it.
  for (const hook of ["preinstall", "install", "postinstall", "prepare"]) {
    expect(manifest.scripts).not.toHaveProperty(hook);
  }
});

test("every man page, completion and entry that package.json names is there, and its addresses agree", () => {
  const { man, bin, exports: entries, repository, bugs, homepage } = JSON.parse(textOf("package.json"));
  const targets = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value as object).flatMap(targets);
  const named = [...man, ...targets(bin), ...targets(entries)].map((name) => path.posix.normalize(name));
  expect(named.filter((name) => !files().includes(name))).toEqual([]);
  const address = /^git\+(https:\/\/\S+)\.git$/.exec(repository.url)?.[1];
  expect([bugs.url, homepage]).toEqual([`${address}/issues`, `${address}#readme`]);
});

test("no file names a place of the machine it was built on", () => {
  expect(files().filter((name) => textOf(name).includes(ROOT))).toEqual([]);
});
