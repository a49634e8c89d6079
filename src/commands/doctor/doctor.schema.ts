import { anyObject, closed, flag, listOf, one, orNull, text, word } from "../../schemas/json-schema.js";

export const DOCTOR_SCHEMAS = {
  doctor: one(
    closed({
      schema: { const: 1 },
      ok: flag,
      checks: listOf(
        closed({
          id: text,
          group: orNull(text),
          state: word("pass", "info", "skip", "warn", "fail"),
          finding: text,
          next: listOf({ anyOf: [closed({ advice: text }), closed({ command: text }, { when: text })] }),
          details: anyObject,
        }),
      ),
    }),
  ),
} as const;
