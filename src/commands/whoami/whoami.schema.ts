import { environment } from "../../schemas/environment.js";
import { closed, listOf, one, orNull, text } from "../../schemas/json-schema.js";

const shadowed = listOf(text);

export const WHOAMI_SCHEMAS = {
  whoami: one(
    closed({
      profile: orNull(text),
      environment,
      apiUrl: closed({ value: text, source: text, shadowed }),
      key: closed({ source: text, place: orNull(text), shadowed }),
    }),
  ),
} as const;
