import { expect, test } from "vitest";
import { BIN, NODE } from "../support/program.js";
import { useSandbox } from "../support/sandbox.js";
import { spawnShell } from "../support/spawn-cli.js";

/** More than Node itself needs, and less than the addresses that it reserves for WebAssembly. */
const LIMIT_KB = 3_000_000;

test("a limit on addresses is named, or does no harm; with the line that is offered, it works", async (context) => {
  // Newer Nodes may not even start.
  const bare = await spawnShell(`ulimit -v ${LIMIT_KB}; "${NODE}" -e "new Intl.Collator()"`);
  if (bare.code !== 0) return context.skip();
  const { env } = await useSandbox();
  const line = (before: string) => `ulimit -v ${LIMIT_KB}; ${before} "${NODE}" "${BIN}" message list --json`;
  const { code, stdout, stderr } = await spawnShell(line(""), { env });
  if (code === 0) expect(stdout).toBe("[]\n");
  else {
    const { error } = JSON.parse(stderr);
    expect([code, error.code]).toEqual([3, "E_MEMORY"]);
    const option = /^export (NODE_OPTIONS=\S+)$/.exec(error.next[0].command)?.[1] ?? "";
    const again = await spawnShell(line(option), { env });
    expect([again.code, again.stdout]).toEqual([0, "[]\n"]);
  }
});
