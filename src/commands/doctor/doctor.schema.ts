import { output, schema } from "../../schemas/json-schema.js";

export const DOCTOR_SCHEMAS = {
  doctor: output.oneDocument(
    schema.closedObject({
      schema: { const: 1 },
      ok: schema.flag,
      checks: schema.listOf(
        schema.closedObject({
          id: schema.text,
          group: schema.orNull(schema.text),
          state: schema.enumOf("pass", "info", "skip", "warn", "fail"),
          finding: schema.text,
          next: schema.listOf({
            anyOf: [
              schema.closedObject({ advice: schema.text }),
              schema.closedObject({ command: schema.text }, { when: schema.text }),
            ],
          }),
          details: schema.anyObject,
        }),
      ),
    }),
  ),
} as const;
