import { EXIT_CODES } from "../failures/exit-codes.js";
import { failureCode } from "./item-result.js";
import { anyObject, closedObject, enumOf, listOf, type Schema, text } from "./json-schema.js";

/** The last line on stderr of a failed run with --json or ndjson. */
export const failureDocumentSchema: Schema = closedObject({
  schema: { const: 1 },
  error: closedObject(
    {
      code: failureCode,
      exit: { enum: EXIT_CODES.map(({ code }) => code) },
      kind: enumOf(...EXIT_CODES.map(({ name }) => name)),
      message: text,
      hint: text,
      next: listOf(closedObject({ command: text }, { when: text })),
      sent: enumOf("no", "yes", "unknown"),
      details: anyObject,
    },
    {
      http: closedObject({ status: { type: "integer" }, method: text, path: text }, { retryAfter: text }),
    },
  ),
});

/** A line on stderr before it: a warning about a write that may not be what the user meant. */
export const warningDocumentSchema: Schema = closedObject({
  schema: { const: 1 },
  warning: closedObject({ message: text }),
});
