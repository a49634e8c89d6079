import { EXIT_CODES } from "../failure/exit-codes.js";
import { anyObject, closed, listOf, type Schema, text, word } from "./json-schema.js";
import { failureCode } from "./verdict.js";

/** What is on stderr of a failed run with --json or ndjson: this document, and nothing else. */
export const failureDocumentSchema: Schema = closed({
  schema: { const: 1 },
  error: closed(
    {
      code: failureCode,
      exit: { enum: EXIT_CODES.map(({ code }) => code) },
      kind: word(...EXIT_CODES.map(({ name }) => name)),
      message: text,
      hint: text,
      next: listOf(closed({ command: text }, { when: text })),
      sent: word("no", "yes", "unknown"),
      details: anyObject,
    },
    {
      http: closed({ status: { type: "integer" }, method: text, path: text }, { retryAfter: text }),
    },
  ),
});
