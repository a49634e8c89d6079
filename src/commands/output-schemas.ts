import { type OutputSchema, output, schema } from "../schemas/json-schema.js";
import { ACTION_SCHEMAS } from "./action/action.schema.js";
import { API_SCHEMAS } from "./api/api.schema.js";
import { COMMANDS_SCHEMAS } from "./commands/commands.schema.js";
import { COMPLETION_SCHEMAS } from "./completion/completion.schema.js";
import { DOCTOR_SCHEMAS } from "./doctor/doctor.schema.js";
import { MESSAGE_SCHEMAS } from "./message/message.schema.js";
import { PROFILE_SCHEMAS } from "./profile/profile.schema.js";
import { SANDBOX_SCHEMAS } from "./sandbox/sandbox.schema.js";
import { SUBSCRIBER_SCHEMAS } from "./subscriber/subscriber.schema.js";
import { WHOAMI_SCHEMAS } from "./whoami/whoami.schema.js";

/** What each command prints for programs, by the words of the command. */
export const OUTPUT_SCHEMAS: Readonly<Record<string, OutputSchema>> = {
  ...ACTION_SCHEMAS,
  ...MESSAGE_SCHEMAS,
  ...SUBSCRIBER_SCHEMAS,
  ...PROFILE_SCHEMAS,
  ...WHOAMI_SCHEMAS,
  ...DOCTOR_SCHEMAS,
  ...API_SCHEMAS,
  ...SANDBOX_SCHEMAS,
  ...COMPLETION_SCHEMAS,
  ...COMMANDS_SCHEMAS,
  help: output.oneDocument(schema.closedObject({ topic: schema.text, text: schema.text })),
};
