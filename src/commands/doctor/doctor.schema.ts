import { anyObject, closedObject, flag, listOf, one, orNull, text, word } from "../../schemas/json-schema.js";

export const DOCTOR_SCHEMAS = {
  doctor: one(
    closedObject({
      schema: { const: 1 },
      ok: flag,
      checks: listOf(
        closedObject({
          id: text,
          group: orNull(text),
          state: word("pass", "info", "skip", "warn", "fail"),
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
