import { compile, search } from "@jmespath-community/jmespath";
import { Failure } from "../failures/failure.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";

/** Evaluates a compiled query on a document. */
type Query = (document: JsonValue) => JsonValue;

/**
 * Compiles a JMESPath expression, before anything is sent, so that a typo has no effect.
 * @throws Failure E_QUERY immediately if the expression is invalid; the query throws E_QUERY_RESULT if it does not fit
 * the document
 */
export const compileQuery = (expression: string): Query => {
  if (nestingDepth(expression) > MAX_DEPTH || isTooDeep(compileChecked(expression))) throw tooDeep();
  return (document) => {
    try {
      return search(withoutPrototypes(document), expression) as JsonValue;
    } catch (error) {
      if (error instanceof RangeError) throw tooDeep();
      throw new Failure("E_QUERY_RESULT", `--query failed on this result: ${errorText(error)}`, {
        hint: ["The command itself was carried out; only its result couldn't be shown."],
        sent: "unknown",
      });
    }
  };
};

/** `cta` of `cta.action`, and `_id` of `[0]._id`; not the name of a function. */
const FIRST_NAME = /^\s*(\[[^\]'"`]*\]\s*\.\s*)?([A-Za-z_]\w*)(?!\w|\s*\()/;

/**
 * The first name of an expression, if it is no field of the document: the result is then null, and a typo would go unseen.
 * @param known fields that the document can have
 */
export const unknownName = (
  expression: string,
  document: JsonValue,
  known: readonly string[],
): string | undefined => {
  const [, index, name] = FIRST_NAME.exec(expression) ?? [];
  if (name === undefined) return undefined;
  if (Array.isArray(document) && index === undefined) return name;
  const item = Array.isArray(document) ? document.find(isJsonObject) : document;
  if (!isJsonObject(item) || name in item) return undefined;
  return known.some((field) => field === name || field.startsWith(`${name}.`)) ? undefined : name;
};

const compileChecked = (expression: string): unknown => {
  try {
    return compile(expression);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    throw new Failure("E_QUERY", `--query isn't valid JMESPath: ${errorText(error)}`, {
      hint: ["Nothing was sent. Example: --query cta.action.status"],
    });
  }
};

const tooDeep = (): Failure =>
  new Failure(
    "E_QUERY",
    `--query is nested deeper than ${MAX_DEPTH} levels, or has more than ${MAX_STEPS} steps`,
    {
      hint: ["Simplify it, or process the output of --json with another program."],
    },
  );

/** Maximum nesting of brackets and prefix operators: the parser and the printer recurse for each. */
const MAX_DEPTH = 200;
/** Maximum length of a chain of names, pipes and operators: each is one level of the parsed expression. */
const MAX_STEPS = 1_000;

/** Strings, opening brackets, closing brackets. */
const NESTING = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[([{]|[)\]}]/gs;

/** How deeply brackets are nested, including those of literals. */
const nestingDepth = (expression: string): number => {
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

/** Whether a parsed expression has more levels than can be evaluated; iterates level by level. */
const isTooDeep = (expression: unknown): boolean => {
  let level = [expression];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > LEVELS_PER_STEP * MAX_STEPS) return true;
    level = level.flatMap((node) => (typeof node === "object" && node !== null ? Object.values(node) : []));
  }
  return false;
};

/** A node and the list of its children. */
const LEVELS_PER_STEP = 2;

/** The library looks names up with `[]`, so `constructor` and `__proto__` would be found in every object. */
const withoutPrototypes = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (!isJsonObject(value)) return value;
  const bare: JsonObject = Object.create(null);
  for (const [key, child] of Object.entries(value)) bare[key] = withoutPrototypes(child);
  return bare;
};

const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A scalar is printed without quotes, for `$(…)`; null is an empty line; everything else is JSON. */
export const queryText = (result: JsonValue, toText: (document: JsonValue) => string): string => {
  if (result === null || result === undefined) return "";
  return typeof result === "object" ? toText(result) : String(result);
};
