import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { spawnCli } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

const [major = 0] = process.versions.node.split(".").map(Number);

test.skipIf(major < 22)("what Node compiles is kept in our own cache folder", async () => {
  const home = useTempDir();
  expect((await spawnCli(["commands", "--json"], { env: { XDG_CACHE_HOME: home } })).code).toBe(0);
  expect(readdirSync(path.join(home, "novu-msg/compiled"), { recursive: true }).length).toBeGreaterThan(1);
});

test.skipIf(major < 22)("nobody else may look into that folder, since what lies there is run", async () => {
  const home = useTempDir();
  await spawnCli(["commands"], { env: { XDG_CACHE_HOME: home } });
  for (const folder of ["novu-msg", "novu-msg/compiled"]) {
    expect(statSync(path.join(home, folder)).mode & 0o077).toBe(0);
  }
});

test("help and the version keep nothing", async () => {
  const home = useTempDir();
  for (const word of ["--help", "--version"]) {
    expect((await spawnCli([word], { env: { XDG_CACHE_HOME: home } })).code).toBe(0);
  }
  expect(existsSync(path.join(home, "novu-msg"))).toBe(false);
});

test.each([
  ["cannot be written to", (folder: string) => chmodSync(folder, 0o500), ""],
  ["cannot be made", () => {}, "/proc/nowhere"],
])("a cache folder that %s does no harm", async (_, spoil, place) => {
  const home = place === "" ? useTempDir() : place;
  if (place === "") mkdirSync(path.join(home, "novu-msg"));
  spoil(home);
  const { code, stdout, stderr } = await spawnCli(["commands", "--json"], {
    env: { XDG_CACHE_HOME: home, HOME: home },
  });
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toMatchObject({ schema: 1 });
});
