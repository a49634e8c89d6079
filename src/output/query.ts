import { compile, search } from "@jmespath-community/jmespath";
import type { JsonValue } from "../domain/json.js";
import { Failure } from "../failure/failure.js";

/** Asks a document. */
export type Query = (document: JsonValue) => JsonValue;

/**
 * A JMESPath expression, ready to ask; made before anything is sent, so that a slip costs nothing.
 * @throws Failure E_QUERY now when the expression cannot be read, later when it does not fit the document
 */
export const compileQuery = (expression: string): Query => {
  try {
    compile(expression);
  } catch (error) {
    throw new Failure("E_QUERY", `--query is not valid JMESPath: ${reason(error)}`, {
      hint: ["Nothing was sent. An example: --query cta.action.status"],
    });
  }
  return (document) => {
    try {
      return search(document, expression) as JsonValue;
    } catch (error) {
      throw new Failure("E_QUERY", `--query does not fit the result: ${reason(error)}`, {
        hint: ["The command itself was carried out; only its result could not be shown."],
        sent: "yes",
      });
    }
  };
};

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A scalar is printed bare, for `$(…)`; nothing is an empty line; all else is JSON. */
export const queryText = (result: JsonValue, toText: (document: JsonValue) => string): string => {
  if (result === null || result === undefined) return "";
  return typeof result === "object" ? toText(result) : String(result);
};
