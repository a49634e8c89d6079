import * as v from "valibot";
import { LEVELS } from "../../model/level.js";
import { output } from "../../schemas/command-output.js";
import { environment } from "../../schemas/environment.js";
import { textOrNull } from "../../schemas/values.js";

const shadowed = v.array(v.string());

const whoami = v.strictObject({
  profile: textOrNull,
  environment,
  apiUrl: v.strictObject({ value: v.string(), source: v.string(), shadowed }),
  key: v.strictObject({ source: v.string(), place: textOrNull, shadowed }),
  allow: v.strictObject({ value: v.picklist(LEVELS), source: v.string() }),
});
export type WhoamiDocument = v.InferOutput<typeof whoami>;

export const WHOAMI_SCHEMAS = { whoami: output.oneDocument(whoami, { nested: true }) };
