import {
  anyObject,
  closedObject,
  enumOf,
  flag,
  listOf,
  oneDocument,
  orNull,
  text,
} from "../../schemas/json-schema.js";

export const DOCTOR_SCHEMAS = {
  doctor: oneDocument(
    closedObject({
      schema: { const: 1 },
      ok: flag,
      checks: listOf(
        closedObject({
          id: text,
          group: orNull(text),
          state: enumOf("pass", "info", "skip", "warn", "fail"),
          finding: text,
          next: listOf({
            anyOf: [closedObject({ advice: text }), closedObject({ command: text }, { when: text })],
          }),
          details: anyObject,
        }),
      ),
    }),
  ),
} as const;
