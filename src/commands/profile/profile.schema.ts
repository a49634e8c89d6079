import { environment } from "../../schemas/environment.js";
import { itemResultFields } from "../../schemas/item-result.js";
import {
  closedObject,
  described,
  flag,
  list,
  oneDocument,
  orNull,
  text,
  wholeNumberSchema,
} from "../../schemas/json-schema.js";

const profile = closedObject({
  name: text,
  active: flag,
  apiUrl: text,
  key: described("Where the key is, never the key", text),
  environment,
  allowHttp: flag,
  protected: flag,
  createdAt: described("As the config file has it; RFC 3339 where nobody edited it", text),
  verifiedAt: orNull(text),
});

export const PROFILE_SCHEMAS = {
  "profile add": oneDocument(profile),
  "profile list": list(profile),
  "profile show": oneDocument(profile),
  "profile use": oneDocument(profile),
  "profile rename": oneDocument(profile),
  "profile remove": oneDocument(profile),
  "profile verify": list(
    closedObject({ name: text, milliseconds: wholeNumberSchema, environment, ...itemResultFields }),
  ),
} as const;
