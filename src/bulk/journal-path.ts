import { createHash } from "node:crypto";
import path from "node:path";
import type { JournalHeader } from "./read-journal.js";

/** As many digits as tell inputs apart; with 32 they would look like a key, and be hidden where a person is told. */
const DIGITS = 24;

/** Where the journal of this input for this environment is, unless somebody names another place. */
export const journalPath = (stateDir: string, { input, host, environment }: JournalHeader): string => {
  const name = createHash("sha256")
    .update(JSON.stringify([input, host, environment]))
    .digest("hex");
  return path.join(stateDir, "apply", `${name.slice(0, DIGITS)}.ndjson`);
};
