import * as v from "valibot";
import { output } from "../../schemas/command-output.js";
import { environment } from "../../schemas/environment.js";
import { itemResult } from "../../schemas/item-result.js";
import { profile } from "../../schemas/profile.js";
import { naturalNumber } from "../../schemas/values.js";

const verification = v.strictObject({
  name: v.string(),
  ok: itemResult.ok,
  milliseconds: naturalNumber,
  code: itemResult.code,
  message: itemResult.message,
  environment,
});
export type VerificationDocument = v.InferOutput<typeof verification>;

const oneProfile = output.oneDocument(profile, { nested: true });

export const PROFILE_SCHEMAS = {
  "profile add": oneProfile,
  "profile set": oneProfile,
  "profile list": output.list(profile, { nested: true }),
  "profile show": oneProfile,
  "profile use": oneProfile,
  "profile rename": oneProfile,
  "profile remove": oneProfile,
  "profile verify": output.list(verification),
};
