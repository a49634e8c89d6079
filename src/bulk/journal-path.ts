import { createHash } from "node:crypto";
import path from "node:path";
import type { JournalHeader } from "./read-journal.js";

/** Where the journal of this input for this environment is, unless somebody names another place. */
export const journalPath = (stateDir: string, { input, host, environment }: JournalHeader): string => {
  const name = createHash("sha256")
    .update(JSON.stringify([input, host, environment]))
    .digest("hex");
  return path.join(stateDir, "apply", `${name.slice(0, 32)}.ndjson`);
};
