import { closed, orNull, text } from "./json-schema.js";

/** What a key opens, as far as the server tells. */
export const environment = orNull(
  closed({ id: orNull(text), name: orNull(text), type: orNull(text), organizationId: orNull(text) }),
);
