import path from "node:path";
import { peer } from "./bundled-peers.mjs";
import { interleaved } from "./interleaved.mjs";

export const BIN = path.resolve(import.meta.dirname, "../../bin/novu-msg.js");

const LINES = [["--version"], ["--help"], ["__complete", "--", "action", "set", ""]];

/** What a person waits for before anything is done, in milliseconds. */
export const startUp = ({ node, env }) =>
  interleaved([
    { name: "an empty script", words: [node, peer("empty.mjs")] },
    ...LINES.map((words) => ({
      name: `novu-msg ${words[0]}`,
      words: [node, BIN, ...words],
      env,
    })),
  ]);
