import * as v from "valibot";
import { SHELLS } from "../../completion/shell-script.js";
import { output } from "../../schemas/command-output.js";
import { textOrNull } from "../../schemas/values.js";

const shell = v.picklist(SHELLS);

const script = v.strictObject({ shell, text: v.string() });

/** With --install. */
const installed = v.strictObject({
  shell,
  file: v.string(),
  change: v.picklist(["written", "replaced", "none"]),
  line: textOrNull,
  lineFor: textOrNull,
});

const completion = v.union([script, installed]);
export type CompletionDocument = v.InferOutput<typeof completion>;

export const COMPLETION_SCHEMAS = { completion: output.oneDocument(completion) };
