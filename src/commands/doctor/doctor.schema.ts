import * as v from "valibot";
import { output } from "../../schemas/command-output.js";
import { anyObject, textOrNull } from "../../schemas/values.js";

const next = v.union([
  v.strictObject({ advice: v.string() }),
  v.strictObject({ command: v.string(), when: v.exactOptional(v.string()) }),
]);

const check = v.strictObject({
  id: v.string(),
  group: textOrNull,
  state: v.picklist(["pass", "info", "skip", "warn", "fail"]),
  finding: v.string(),
  next: v.array(next),
  details: anyObject,
});

const diagnosis = v.strictObject({ schema: v.literal(1), ok: v.boolean(), checks: v.array(check) });
export type Diagnosis = v.InferOutput<typeof diagnosis>;

export const DOCTOR_SCHEMAS = { doctor: output.oneDocument(diagnosis) };
