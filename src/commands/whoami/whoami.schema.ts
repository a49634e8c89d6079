import { environment } from "../../schemas/environment.js";
import { output, schema } from "../../schemas/json-schema.js";

const shadowed = schema.listOf(schema.text);

export const WHOAMI_SCHEMAS = {
  whoami: output.oneDocument(
    schema.closedObject({
      profile: schema.orNull(schema.text),
      environment,
      apiUrl: schema.closedObject({ value: schema.text, source: schema.text, shadowed }),
      key: schema.closedObject({ source: schema.text, place: schema.orNull(schema.text), shadowed }),
    }),
  ),
} as const;
