import * as v from "valibot";
import { LEVELS } from "../model/level.js";
import { environment } from "./environment.js";
import { described, textOrNull } from "./values.js";

/** A profile without its key. */
export const profile = v.strictObject({
  name: v.string(),
  active: v.boolean(),
  apiUrl: v.string(),
  key: described("Where the key is stored, never the key itself", v.string()),
  environment,
  allowHttp: v.boolean(),
  protected: v.boolean(),
  allow: described("Limit on what runs with this profile may do", v.picklist(LEVELS)),
  createdAt: described("As in the config file; RFC 3339 unless it was edited", v.string()),
  verifiedAt: textOrNull,
});
export type ProfileDocument = v.InferOutput<typeof profile>;
