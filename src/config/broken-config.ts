import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { Failure } from "../failures/failure.js";
import type { OnBrokenConfig } from "./read-profiles.js";

const FILE_MODE = 0o600;

/** Copies the broken file to a name derived from its content, so repeated runs keep one copy. The file itself stays. */
export const brokenConfig: OnBrokenConfig = async (file, text, why) => {
  const copy = `${file}.bad-${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
  const isKept = await writeFile(copy, text, { mode: FILE_MODE }).then(
    () => true,
    // The failure to report is the broken file, not a failed copy.
    () => false,
  );
  return new Failure("E_CONFIG", `the config file ${file} is damaged: ${why}`, {
    hint: [isKept ? `It wasn't changed; a copy is at ${copy}.` : "Nothing in it was changed."],
    next: [{ words: ["mv", file, copy], when: "to start over" }],
  });
};
