import { environment } from "../../schemas/environment.js";
import { closedObject, listOf, oneDocument, orNull, text } from "../../schemas/json-schema.js";

const shadowed = listOf(text);

export const WHOAMI_SCHEMAS = {
  whoami: oneDocument(
    closedObject({
      profile: orNull(text),
      environment,
      apiUrl: closedObject({ value: text, source: text, shadowed }),
      key: closedObject({ source: text, place: orNull(text), shadowed }),
    }),
  ),
} as const;
