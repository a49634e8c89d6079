import * as v from "valibot";
import { output } from "../../schemas/command-output.js";
import { environment } from "../../schemas/environment.js";
import { textOrNull } from "../../schemas/values.js";

const shadowed = v.array(v.string());

const whoami = v.strictObject({
  profile: textOrNull,
  environment,
  apiUrl: v.strictObject({ value: v.string(), source: v.string(), shadowed }),
  key: v.strictObject({ source: v.string(), place: textOrNull, shadowed }),
});
export type WhoamiDocument = v.InferOutput<typeof whoami>;

export const WHOAMI_SCHEMAS = { whoami: output.oneDocument(whoami, { nested: true }) };
