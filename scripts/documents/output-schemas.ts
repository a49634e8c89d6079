import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { ACTION_SCHEMAS } from "../../src/commands/action/action.schema.js";
import { API_SCHEMAS } from "../../src/commands/api/api.schema.js";
import { COMMANDS_SCHEMAS } from "../../src/commands/commands/commands.schema.js";
import { COMPLETION_SCHEMAS } from "../../src/commands/completion/completion.schema.js";
import { DOCTOR_SCHEMAS } from "../../src/commands/doctor/doctor.schema.js";
import { HELP_SCHEMAS } from "../../src/commands/help/help.schema.js";
import { MESSAGE_SCHEMAS } from "../../src/commands/message/message.schema.js";
import { PROFILE_SCHEMAS } from "../../src/commands/profile/profile.schema.js";
import { SANDBOX_SCHEMAS } from "../../src/commands/sandbox/sandbox.schema.js";
import { SUBSCRIBER_SCHEMAS } from "../../src/commands/subscriber/subscriber.schema.js";
import { WHOAMI_SCHEMAS } from "../../src/commands/whoami/whoami.schema.js";
import type { OutputSchema, OutputSchemas } from "../../src/context/output-schemas.js";
import {
  arrayOf,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectOf,
  stringOf,
} from "../../src/model/json.js";
import type { CommandOutput } from "../../src/schemas/command-output.js";
import { failureSchema, warningSchema } from "../../src/schemas/failure-documents.js";
import { seen } from "../../src/schemas/novu-document.js";

/** What each command prints for programs, by the words of the command. */
export const COMMAND_OUTPUTS: Readonly<Record<string, CommandOutput>> = {
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
  ...HELP_SCHEMAS,
};

/** The JSON Schemas of all documents. The build records them for `commands --json`. */
export const outputSchemas = (): OutputSchemas => ({
  commands: Object.fromEntries(
    Object.entries(COMMAND_OUTPUTS).map(([command, output]) => [command, outputSchema(output)]),
  ),
  errorDocument: jsonSchema(failureSchema),
  warningDocument: jsonSchema(warningSchema),
});

const outputSchema = ({ documents, json, ndjson }: CommandOutput): OutputSchema => ({
  documents,
  json: json && jsonSchema(json),
  ...(ndjson === undefined ? {} : { ndjson: jsonSchema(ndjson) }),
});

const jsonSchema = (schema: v.GenericSchema): JsonObject => {
  const { $schema, ...rest } = toJsonSchema(schema, {
    target: "draft-2020-12",
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      SHORTER[valibotSchema.type]?.(jsonSchema as JsonObject, valibotSchema) as JsonSchema | undefined,
  });
  return { $schema, ...rest } as JsonObject;
};

type Shorten = (schema: JsonObject, source: object) => JsonObject | undefined;

/** Shorter forms of what the library writes, by the type of the valibot schema. */
const SHORTER: Readonly<Record<string, Shorten>> = {
  // The only values with a check of their own are objects.
  custom: (schema) => ({ ...schema, type: "object" }),
  picklist: ({ type, ...rest }) => rest,
  record: ({ propertyNames, ...rest }) => rest,
  nullable: ({ anyOf }) => {
    const inner = objectOf(arrayOf(anyOf)[0]);
    return typeof inner?.type === "string" ? { ...inner, type: [inner.type, "null"] } : undefined;
  },
  union: ({ anyOf }) => {
    const types = arrayOf(anyOf).map(onlyType);
    return types.every((type) => type !== undefined) ? { type: types } : undefined;
  },
  loose_object: ({ type = "object", properties }, source) => ({
    type,
    properties: Object.fromEntries(
      Object.entries(objectOf(properties) ?? {}).filter(([name]) => !isOnlySeen(source, name)),
    ),
  }),
};

/** The type, if the schema says nothing else. */
const onlyType = (schema: JsonValue): string | undefined =>
  isJsonObject(schema) && Object.keys(schema).length === 1 ? stringOf(schema.type) : undefined;

const isOnlySeen = (source: object, name: string): boolean => {
  const { entries } = source as v.LooseObjectSchema<v.ObjectEntries, undefined>;
  const entry = entries[name];
  return entry !== undefined && "wrapped" in entry && entry.wrapped === seen;
};
