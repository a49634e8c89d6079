import path from "node:path";
import { peer } from "./bundled-peers.mjs";
import { runInterleaved } from "./run-interleaved.mjs";

export const BIN = path.resolve(import.meta.dirname, "../../bin/novu-msg.js");

const LINES = [["--version"], ["--help"], ["__complete", "--", "action", "set", ""]];

/** Start-up time of commands that send nothing, in milliseconds. */
export const startUp = ({ node, env }) =>
  runInterleaved([
    { name: "an empty script", words: [node, peer("empty.mjs")] },
    ...LINES.map((words) => ({
      name: `novu-msg ${words[0]}`,
      words: [node, BIN, ...words],
      env,
    })),
  ]);
