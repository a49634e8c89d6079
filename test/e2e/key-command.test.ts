import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { spawnCli } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

test.each(["NOVU_MSG_SECRET_KEY", "NOVU_SECRET_KEY", "NOVU_API_KEY"])(
  "a key command does not get the key in %s",
  async (name) => {
    const sandbox = await useSandbox();
    const [key = ""] = sandbox.keys;
    const home = useTempDir();
    const command = `sh -c 'env > ${home}/env; echo ${key}'`;
    const add = ["profile", "add", "p", "--key-command", command, "--api-url", sandbox.url, "--yes"];
    const env = { HOME: home, [name]: "00000000000000000000000000000000", OTHER: "is kept" };
    const { code, stdout } = await spawnCli(add, { env });
    expect([code, stdout]).toEqual([0, expect.stringContaining(sandbox.url)]);
    const given = readFileSync(path.join(home, "env"), "utf8");
    expect(given).toContain("OTHER=is kept");
    expect(given).not.toContain(name);
  },
);
