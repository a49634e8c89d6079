import { environment } from "../../schemas/environment.js";
import {
  about,
  closedObject,
  flag,
  list,
  one,
  orNull,
  text,
  wholeNumberSchema,
} from "../../schemas/json-schema.js";
import { verdictFields } from "../../schemas/verdict.js";

const profile = closedObject({
  name: text,
  active: flag,
  apiUrl: text,
  key: about("Where the key is, never the key", text),
  environment,
  allowHttp: flag,
  protected: flag,
  createdAt: about("As the config file has it; RFC 3339 where nobody edited it", text),
  verifiedAt: orNull(text),
});

export const PROFILE_SCHEMAS = {
  "profile add": one(profile),
  "profile list": list(profile),
  "profile show": one(profile),
  "profile use": one(profile),
  "profile rename": one(profile),
  "profile remove": one(profile),
  "profile verify": list(
    closedObject({ name: text, milliseconds: wholeNumberSchema, environment, ...verdictFields }),
  ),
} as const;
