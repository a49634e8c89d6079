import { schema } from "./json-schema.js";

/** The environment of a key; null for what the server does not say. */
export const environment = schema.orNull(
  schema.closedObject({
    id: schema.orNull(schema.text),
    name: schema.orNull(schema.text),
    type: schema.orNull(schema.text),
    organizationId: schema.orNull(schema.text),
  }),
);
