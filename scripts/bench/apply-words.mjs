import { spawnSync } from "node:child_process";
import { BIN } from "./start-up.mjs";

export const WIDTH = 16;

/** An `action apply` of a file of rows without a rate limit. Like its peers, it does not read the messages first. */
export const applyWords = (node, file) => [
  ...[node, BIN, "action", "apply", "-f", file, "--rate", "unlimited", "--yes", "--overwrite"],
  ...["--concurrency", String(WIDTH)],
];

/** Whether this version of the tool has `action apply`. */
export const hasApply = (node) => spawnSync(node, [BIN, "action", "apply", "--help"]).status === 0;
