import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { spawnCli } from "../support/spawn-cli.js";

test("the demo shows the main job, ends well and leaves nothing behind", async () => {
  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith("novu-msg-demo-"));
  const before = left();
  const { code, stdout } = await spawnCli(["sandbox", "demo"]);
  expect(code).toBe(0);
  expect(stdout).toContain("action set sub-1");
  expect(stdout).toContain("Now with your own Novu:");
  expect(left()).toEqual(before);
});
