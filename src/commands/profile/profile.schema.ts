import { environment } from "../../schemas/environment.js";
import { itemResultFields } from "../../schemas/item-result.js";
import { output, schema } from "../../schemas/json-schema.js";

const profile = schema.closedObject({
  name: schema.text,
  active: schema.flag,
  apiUrl: schema.text,
  key: schema.described("Where the key is, never the key", schema.text),
  environment,
  allowHttp: schema.flag,
  protected: schema.flag,
  createdAt: schema.described("As the config file has it; RFC 3339 where nobody edited it", schema.text),
  verifiedAt: schema.orNull(schema.text),
});

export const PROFILE_SCHEMAS = {
  "profile add": output.oneDocument(profile),
  "profile list": output.list(profile),
  "profile show": output.oneDocument(profile),
  "profile use": output.oneDocument(profile),
  "profile rename": output.oneDocument(profile),
  "profile remove": output.oneDocument(profile),
  "profile verify": output.list(
    schema.closedObject({
      name: schema.text,
      milliseconds: schema.wholeNumber,
      environment,
      ...itemResultFields,
    }),
  ),
} as const;
