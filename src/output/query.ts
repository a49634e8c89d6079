import { compile, search } from "@jmespath-community/jmespath";
import { Failure } from "../failures/failure.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";

/** Asks a document. */
export type Query = (document: JsonValue) => JsonValue;

/**
 * A JMESPath expression, ready to ask; made before anything is sent, so that a slip costs nothing.
 * @throws Failure E_QUERY now when the expression cannot be read, E_QUERY_RESULT when it does not fit the document
 */
export const compileQuery = (expression: string): Query => {
  if (nestingOf(expression) > DEEPEST || isTooDeep(compiled(expression))) throw tooDeep();
  return (document) => {
    try {
      return search(withoutPrototypes(document), expression) as JsonValue;
    } catch (error) {
      if (error instanceof RangeError) throw tooDeep();
      throw new Failure("E_QUERY_RESULT", `--query does not fit the result: ${reason(error)}`, {
        hint: ["What the command did, it did; only its result could not be shown."],
        sent: "unknown",
      });
    }
  };
};

const compiled = (expression: string): unknown => {
  try {
    return compile(expression);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    throw new Failure("E_QUERY", `--query is not valid JMESPath: ${reason(error)}`, {
      hint: ["Nothing was sent. An example: --query cta.action.status"],
    });
  }
};

const tooDeep = (): Failure =>
  new Failure(
    "E_QUERY",
    `--query is nested deeper than ${DEEPEST} levels, or has more than ${LONGEST_CHAIN} steps`,
    {
      hint: ["Ask for less, or work on the result of --json with another program."],
    },
  );

/** Of brackets and signs in front of a value; the parser and what prints the result go into themselves for each. */
const DEEPEST = 200;
/** Of names, pipes and operators one after the other: each is one level of the parsed expression. */
const LONGEST_CHAIN = 1_000;

/** Strings, opening signs, closing signs. */
const NESTING = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[([{]|[)\]}]/gs;

/** How many brackets lie inside each other, also those of a literal. */
const nestingOf = (expression: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const [sign] of expression.matchAll(NESTING)) {
    if (OPENING.has(sign)) depth += 1;
    else if (CLOSING.has(sign)) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
};

const OPENING: ReadonlySet<string> = new Set([..."([{"]);
const CLOSING: ReadonlySet<string> = new Set([...")]}"]);

/** Whether a parsed expression has more levels than can be evaluated; looks at it level by level. */
const isTooDeep = (expression: unknown): boolean => {
  let level = [expression];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > LEVELS_PER_STEP * LONGEST_CHAIN) return true;
    level = level.flatMap((node) => (typeof node === "object" && node !== null ? Object.values(node) : []));
  }
  return false;
};

/** A node and the list of its children. */
const LEVELS_PER_STEP = 2;

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
