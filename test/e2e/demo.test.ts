import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { spawnCli } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

test("the demo shows the main job, ends well and leaves nothing behind", async () => {
  const TMPDIR = useTempDir();
  const { code, stdout } = await spawnCli(["sandbox", "demo"], { env: { TMPDIR } });
  expect(code).toBe(0);
  expect(stdout).toContain("action set alice");
  expect(stdout).toContain("Next, with your own Novu:");
  // Node from 22 on keeps what it compiled there, of every program that has asked for it.
  expect(readdirSync(TMPDIR).filter((name) => name !== "node-compile-cache")).toEqual([]);
});
