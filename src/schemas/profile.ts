import * as v from "valibot";
import { LEVELS } from "../model/level.js";
import { environment } from "./environment.js";
import { described, textOrNull } from "./values.js";

/** A profile without its key. */
export const profile = v.strictObject({
  name: v.string(),
  active: v.boolean(),
  apiUrl: v.string(),
  key: described("Where the key is, never the key", v.string()),
  environment,
  allowHttp: v.boolean(),
  protected: v.boolean(),
  allow: described("The level: the most that runs with it may do", v.picklist(LEVELS)),
  createdAt: described("As the config file has it; RFC 3339 where nobody edited it", v.string()),
  verifiedAt: textOrNull,
});
export type ProfileDocument = v.InferOutput<typeof profile>;
