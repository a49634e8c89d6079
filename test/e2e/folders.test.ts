import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { BIN, NODE } from "../support/program.js";
import { spawnCli, spawnShell } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

/** Runs a line in a folder that is removed before. */
const inRemovedFolder = (line: string, env: Readonly<Record<string, string>>) =>
  spawnShell(`mkdir "$HOME/gone" && cd "$HOME/gone" && rmdir "$HOME/gone" && "$NODE" "$BIN" ${line}`, {
    env: { NODE, BIN, PATH: process.env.PATH ?? "", ...env },
  });

test.each(["~/cfg", "~", "~bob/cfg"])(
  "NOVU_MSG_CONFIG_DIR=%s is refused and makes no folder",
  async (folder) => {
    const home = useTempDir();
    const env = { HOME: home, XDG_CACHE_HOME: useTempDir(), NOVU_MSG_CONFIG_DIR: folder, K: "k" };
    for (const words of [
      ["profile", "list"],
      ["profile", "add", "x", "--key-env", "K", "--no-verify"],
      ["whoami"],
      ["doctor"],
    ]) {
      const { code, stdout, stderr } = await spawnCli(words, { env });
      expect(code, words.join(" ")).toBe(3);
      expect(stdout + stderr).toContain(`NOVU_MSG_CONFIG_DIR=${folder} can't be used`);
    }
    expect(readdirSync(home)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  },
);

test("a folder that is called ~ can be named", async () => {
  const home = useTempDir();
  mkdirSync(path.join(home, "~"), { mode: 0o700 });
  const env = { HOME: home, NOVU_MSG_CONFIG_DIR: path.join(home, "~") };
  expect(await spawnCli(["profile", "list", "--json"], { env })).toMatchObject({ code: 0, stdout: "[]\n" });
});

test("the demo says that the folder for temporary files can't be used", async () => {
  const { code, stderr } = await spawnCli(["sandbox", "demo"], {
    env: { HOME: useTempDir(), TMPDIR: "/no-such-folder" },
  });
  expect(code).toBe(3);
  expect(stderr).toContain("error: can't create a folder in /no-such-folder: no such folder (ENOENT)");
});

test.each([
  ["sandbox demo", {}, 0],
  ["profile list", {}, 0],
  ["profile list", { NOVU_MSG_CONFIG_DIR: "cfg" }, 3],
  ["doctor", { NOVU_MSG_CONFIG_DIR: "cfg" }, 3],
  ["action apply -f - --journal j </dev/null", { NOVU_SECRET_KEY: "k" }, 3],
  ["sandbox start --state-file x --stop-after 1ms", {}, 3],
])("in a removed folder %s with %j ends with %s", async (line, env, expected) => {
  const { code, stderr } = await inRemovedFolder(line, { HOME: useTempDir(), ...env });
  expect([code, stderr]).toEqual([expected, expect.not.stringContaining("E_BUG")]);
});
