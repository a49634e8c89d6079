import path from "node:path";

const BIN = path.resolve(import.meta.dirname, "../bin/novu-msg.js");

/** What a person waits for before anything is done. */
export const startUp = [["--version"], ["--help"], ["__complete", "--", "action", "set", ""]].map(
  (words) => ({
    name: `novu-msg ${words.map((word) => word || '""').join(" ")}`,
    words: [BIN, ...words],
  }),
);
