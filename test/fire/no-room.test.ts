import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { configOf, useConfigHome } from "../support/config-home.js";
import { keeps } from "../support/keeps.js";
import { spawnCli, spawnShell } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

keeps("a full or read-only disk leaves the old file");

const OLD = configOf("a", "b");

test.skipIf(process.platform === "win32")(
  "if nothing can be written, the old file stays and the error says why",
  async () => {
    const home = useConfigHome(OLD);
    const end = await spawnShell("ulimit -f 0; exec $NOVU_MSG profile use b", { env: home.env });
    expect([end.code, end.stdout]).toEqual([3, ""]);
    expect(end.stderr).toContain("the file size limit is reached (EFBIG)");
    expect(end.stderr).toContain("Nothing was changed.");
    expect([JSON.parse(home.text()), home.names()]).toEqual([OLD, ["config.json"]]);
  },
);

/** Mounts a file system of 32 kB; tests do not have the permission everywhere, for example in CI. */
const mountSmall = (directory: string): boolean =>
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=32k,mode=700", "tmpfs", directory]).status === 0;

test("a full disk and a read-only one leave the old file and say what is wrong", async ({ skip }) => {
  const directory = path.join(useTempDir(), "small");
  mkdirSync(directory);
  if (!mountSmall(directory)) skip("no file system can be mounted here");
  onTestFinished(() => void spawnSync("umount", [directory]));
  const file = path.join(directory, "config.json");
  writeFileSync(file, JSON.stringify(OLD), { mode: 0o600 });
  const use = () => spawnCli(["profile", "use", "b"], { env: { NOVU_MSG_CONFIG_DIR: directory } });

  spawnSync("dd", ["if=/dev/zero", `of=${path.join(directory, "filler")}`, "bs=1k"]);
  const full = await use();
  expect([full.code, full.stderr]).toEqual([3, expect.stringContaining("the disk is full (ENOSPC)")]);
  expect(readdirSync(directory).sort()).toEqual(["config.json", "filler"]);

  spawnSync("mount", ["-o", "remount,ro", directory]);
  const readOnly = await use();
  expect([readOnly.code, readOnly.stderr]).toEqual([
    3,
    expect.stringContaining("the file system is read-only (EROFS)"),
  ]);
  const list = await spawnCli(["profile", "list"], { env: { NOVU_MSG_CONFIG_DIR: directory } });
  expect(list.stdout).toBe(
    "*\ta\t\thttps://eu.api.novu.co\tvariable K\t\t\n\tb\t\thttps://eu.api.novu.co\tvariable K\t\t\n",
  );
});
