import { isJsonObject, type JsonObject, type JsonValue } from "../domain/json.js";
import { parseJson } from "./parse-json.js";

/** What an error answer says, taken out of whichever of its shapes it has (contract 7). */
export interface ErrorText {
  /** The sentence of the server, or a description of what came instead of one. */
  readonly message: string;
  /** One line per field or cause the server names. */
  readonly lines: readonly string[];
  /** What Novu's support asks for after a 500. */
  readonly errorId: string | undefined;
  /** False for HTML, plain text and nothing at all: something other than Novu may have answered. */
  readonly isNovu: boolean;
}

const LONGEST_QUOTE = 300;

/** Total: any text gives an answer. */
export const readErrorText = (body: string): ErrorText => {
  const document = parseJson(body);
  if (!isJsonObject(document))
    return { message: describe(body, document), lines: [], errorId: undefined, isNovu: false };
  return {
    message: messageOf(document),
    lines: [...fieldLines(document.errors), ...textsOf(document.cause)],
    errorId: typeof document.errorId === "string" ? document.errorId : undefined,
    isNovu: "statusCode" in document || "message" in document,
  };
};

const describe = (body: string, parsed: JsonValue | undefined): string => {
  if (typeof parsed === "string" && parsed !== "") return shorten(parsed);
  const text = body.trim();
  if (text === "") return "an empty answer";
  if (/^<(!doctype|html|\?xml)/i.test(text)) return `an HTML page${titleOf(text)}`;
  return shorten(text.replace(/\s+/g, " "));
};

const titleOf = (html: string): string => {
  const title = /<title[^>]*>([^<]{1,200})<\/title>/i.exec(html)?.[1]?.trim();
  return title ? ` titled “${title}”` : "";
};

const messageOf = (document: JsonObject): string => {
  const { message, error } = document;
  if (isJsonObject(message)) return messageOf(message);
  const texts = textsOf(message);
  if (texts.length > 0) return shorten(texts.join("; "));
  return typeof error === "string" && error !== "" ? error : "an error without a text";
};

const textsOf = (value: JsonValue | undefined): string[] => {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return [];
};

/** `errors` is a map of fields (422) or a list of problems (400 from a schema). */
const fieldLines = (errors: JsonValue | undefined): string[] => {
  if (isJsonObject(errors)) {
    return Object.entries(errors).map(([field, problem]) => labelled(field, problemTexts(problem)));
  }
  if (!Array.isArray(errors)) return [];
  return errors
    .filter(isJsonObject)
    .map((problem) => labelled(String(problem.path ?? problem.field ?? "general"), textsOf(problem.message)));
};

const problemTexts = (problem: JsonValue): string[] =>
  isJsonObject(problem) ? textsOf(problem.messages) : textsOf(problem);

const labelled = (field: string, texts: readonly string[]): string =>
  shorten(field === "general" ? texts.join("; ") : `${field}: ${texts.join("; ")}`);

const shorten = (text: string): string =>
  text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
