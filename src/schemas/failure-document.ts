import { EXIT_CODES } from "../failures/exit-codes.js";
import { anyObject, closedObject, listOf, type Schema, text, word } from "./json-schema.js";
import { failureCode } from "./verdict.js";

/** The last line on stderr of a failed run with --json or ndjson. */
export const failureDocumentSchema: Schema = closedObject({
  schema: { const: 1 },
  error: closedObject(
    {
      code: failureCode,
      exit: { enum: EXIT_CODES.map(({ code }) => code) },
      kind: word(...EXIT_CODES.map(({ name }) => name)),
      message: text,
      hint: text,
      next: listOf(closedObject({ command: text }, { when: text })),
      sent: word("no", "yes", "unknown"),
      details: anyObject,
    },
    {
      http: closedObject({ status: { type: "integer" }, method: text, path: text }, { retryAfter: text }),
    },
  ),
});

/** Each line on stderr before it: a write that may not be what was meant. */
export const warningDocumentSchema: Schema = closedObject({
  schema: { const: 1 },
  warning: closedObject({ message: text }),
});
