import * as v from "valibot";
import { output } from "../../schemas/command-output.js";
import { environment } from "../../schemas/environment.js";
import { itemResult } from "../../schemas/item-result.js";
import { described, naturalNumber, textOrNull } from "../../schemas/values.js";

const profile = v.strictObject({
  name: v.string(),
  active: v.boolean(),
  apiUrl: v.string(),
  key: described("Where the key is, never the key", v.string()),
  environment,
  allowHttp: v.boolean(),
  protected: v.boolean(),
  createdAt: described("As the config file has it; RFC 3339 where nobody edited it", v.string()),
  verifiedAt: textOrNull,
});

const verification = v.strictObject({
  name: v.string(),
  ok: itemResult.ok,
  milliseconds: naturalNumber,
  code: itemResult.code,
  message: itemResult.message,
  environment,
});

const oneProfile = output.oneDocument(profile, { nested: true });

export const PROFILE_SCHEMAS = {
  "profile add": oneProfile,
  "profile list": output.list(profile, { nested: true }),
  "profile show": oneProfile,
  "profile use": oneProfile,
  "profile rename": oneProfile,
  "profile remove": oneProfile,
  "profile verify": output.list(verification),
};
