import { closedObject, orNull, text } from "./json-schema.js";

/** What a key opens, as far as the server tells. */
export const environment = orNull(
  closedObject({ id: orNull(text), name: orNull(text), type: orNull(text), organizationId: orNull(text) }),
);
