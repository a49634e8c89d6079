import { closedObject, orNull, text } from "./json-schema.js";

/** The environment of a key; null for what the server does not say. */
export const environment = orNull(
  closedObject({ id: orNull(text), name: orNull(text), type: orNull(text), organizationId: orNull(text) }),
);
