import { spawnSync } from "node:child_process";
import { BIN } from "./start-up.mjs";

export const WIDTH = 16;

/** The line that sets the buttons of a file of rows, as fast as the server lets it; like its peers, it reads nothing first. */
export const applyWords = (node, file) => [
  ...[node, BIN, "action", "apply", "-f", file, "--rate", "unlimited", "--yes", "--overwrite"],
  ...["--concurrency", String(WIDTH)],
];

/** Whether this version of the tool can do it. */
export const hasApply = (node) => spawnSync(node, [BIN, "action", "apply", "--help"]).status === 0;
