import { compile, search } from "@jmespath-community/jmespath";
import { isJsonObject, type JsonObject, type JsonValue } from "../domain/json.js";
import { Failure } from "../failure/failure.js";

/** Asks a document. */
export type Query = (document: JsonValue) => JsonValue;

/**
 * A JMESPath expression, ready to ask; made before anything is sent, so that a slip costs nothing.
 * @throws Failure E_QUERY now when the expression cannot be read, E_QUERY_RESULT when it does not fit the document
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
      return search(withoutPrototypes(document), expression) as JsonValue;
    } catch (error) {
      throw new Failure("E_QUERY_RESULT", `--query does not fit the result: ${reason(error)}`, {
        hint: ["What the command did, it did; only its result could not be shown."],
        sent: "unknown",
      });
    }
  };
};

/** JMESPath looks names up with a plain `[]`: `constructor` and `__proto__` would be found in every object. */
const withoutPrototypes = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (!isJsonObject(value)) return value;
  const bare: JsonObject = Object.create(null);
  for (const [key, child] of Object.entries(value)) bare[key] = withoutPrototypes(child);
  return bare;
};

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A scalar is printed bare, for `$(…)`; nothing is an empty line; all else is JSON. */
export const queryText = (result: JsonValue, toText: (document: JsonValue) => string): string => {
  if (result === null || result === undefined) return "";
  return typeof result === "object" ? toText(result) : String(result);
};
