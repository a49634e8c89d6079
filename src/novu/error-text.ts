import { arrayOf, isJsonObject, type JsonObject, type JsonValue, stringOf } from "../model/json.js";
import { DEEPEST_ANSWER, endOfString } from "../model/json-bounds.js";
import { parseJson } from "./envelope.js";

/** The text of an error answer, in any of its shapes (docs/novu-api.md, "Error bodies"). */
export interface ErrorText {
  /** The sentence of the server on one line, or a description of what came instead of one. */
  readonly message: string;
  /** The same in full; what it means may stand behind a long id. */
  readonly whole: string;
  /** One line per field or cause the server names. */
  readonly lines: readonly string[];
  /** What Novu's support asks for after a 500. */
  readonly errorId: string | undefined;
  /** Only `novu` has the shape of its errors; with the others something else may have answered. */
  readonly kind: "novu" | "json" | "html" | "text" | "empty";
  /** Whether `message` is the server's own, and not our description. */
  readonly isQuote: boolean;
}

/** A list or an object that is open at the end of the text. */
interface Open {
  readonly end: "]" | "}";
  /** Before its last comma, or behind its bracket: all items up to there are complete. */
  completeTo: number;
}

/** The server's words in quotation marks, or what came instead of words. */
export const quoteServer = ({ message, isQuote }: ErrorText): string => (isQuote ? `"${message}"` : message);

const LONGEST_QUOTE = 300;
const MOST_LINES = 20;
/** Where a title is looked for; a whole page of “<title” would take for ever. */
const HTML_HEAD = 4_000;

/** Total: any text gives an answer, also one of which only the beginning came. */
export const readErrorText = (body: string, isCut = false): ErrorText => {
  const document = parseJson(body) ?? (isCut ? readCutJson(body) : undefined);
  if (!isJsonObject(document)) return readPlainText(typeof document === "string" ? document : body);
  const inner = isJsonObject(document.message) ? document.message : {};
  const said = messageOf(inner) ?? messageOf(document);
  const whole = said ?? "an error without a text";
  const lines = [document, inner].flatMap(({ errors, cause }) => [...fieldLines(errors), ...textsOf(cause)]);
  return {
    message: shorten(whole),
    whole,
    lines: firstLines(lines),
    errorId: errorIdOf(document),
    kind: "statusCode" in document || "message" in document ? "novu" : "json",
    isQuote: said !== undefined,
  };
};

const firstLines = (lines: readonly string[]): string[] => [
  ...lines.slice(0, MOST_LINES).map(shorten),
  ...(lines.length > MOST_LINES ? [`and ${(lines.length - MOST_LINES).toLocaleString("en-US")} more`] : []),
];

const readPlainText = (body: string): ErrorText => {
  const text = body.trim();
  const rest = { lines: [], errorId: undefined };
  if (text === "") return { ...rest, message: "an empty answer", whole: "", kind: "empty", isQuote: false };
  if (/^<(!doctype|html|\?xml)/i.test(text)) {
    const page = `an HTML page${titleOf(text.slice(0, HTML_HEAD))}`;
    return { ...rest, message: page, whole: page, kind: "html", isQuote: false };
  }
  const whole = oneLine(text);
  return { ...rest, message: shorten(whole), whole, kind: "text", isQuote: true };
};

const titleOf = (html: string): string => {
  const title = /<title[^>]*>([^<]{1,200})<\/title>/i.exec(html)?.[1]?.trim();
  return title ? ` titled "${oneLine(title)}"` : "";
};

const errorIdOf = ({ errorId }: JsonObject): string | undefined =>
  typeof errorId === "string" ? shorten(errorId) : undefined;

const messageOf = ({ message, error }: JsonObject): string | undefined =>
  oneLine(textsOf(message).join("; ")) || oneLine(stringOf(error) ?? "") || undefined;

/** A text, or the texts of a list. Not deeper: nesting without end would exhaust the stack. */
const textsOf = (value: JsonValue | undefined): string[] =>
  [value].flat().flatMap((item) => (typeof item === "string" && item !== "" ? [item] : []));

/** `errors` is a map of fields (422) or a list of problems (400 from a schema). */
const fieldLines = (errors: JsonValue | undefined): string[] => {
  if (isJsonObject(errors)) {
    return Object.entries(errors).flatMap(([field, problem]) => labelled(field, problemTexts(problem)));
  }
  return arrayOf(errors).flatMap((problem) =>
    isJsonObject(problem)
      ? labelled(pathText(problem.path ?? problem.field), textsOf(problem.message))
      : textsOf(problem),
  );
};

const problemTexts = (problem: JsonValue): string[] =>
  isJsonObject(problem) ? textsOf(problem.messages) : textsOf(problem);

/** A field's name; a schema gives the way to it as a list. */
const pathText = (path: JsonValue | undefined): string =>
  [path]
    .flat()
    .filter((part) => typeof part === "string" || typeof part === "number")
    .join(".");

const labelled = (field: string, texts: readonly string[]): string[] => {
  const text = texts.join("; ");
  if (text === "") return [];
  return [field === "" || field === "general" ? text : `${field}: ${text}`];
};

/** On one line, so that no server can write lines of its own below ours. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

const shorten = (text: string): string => {
  const line = oneLine(text);
  return line.length > LONGEST_QUOTE
    ? `${line.slice(0, LONGEST_QUOTE).replace(/[\ud800-\udbff]$/, "")}…`
    : line;
};

/** What came of a JSON text of which only the beginning is there; undefined where it isn't JSON. */
export const readCutJson = (text: string): JsonValue | undefined => {
  const open = openAtEnd(text);
  const innermost = open.at(-1);
  if (innermost === undefined) return undefined;
  const ends = open
    .map(({ end }) => end)
    .reverse()
    .join("");
  // Most often the cut is in a text, and its beginning says something too.
  return (
    parseJson(`${text.replace(TORN_ESCAPE, "")}"${ends}`) ??
    parseJson(text.slice(0, innermost.completeTo) + ends)
  );
};

const ENDS: Readonly<Record<string, Open["end"]>> = { "[": "]", "{": "}" };

/** Empty where nothing is open, or more than can be parsed. */
const openAtEnd = (text: string): readonly Open[] => {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    const end = ENDS[sign];
    if (sign === '"') at = endOfString(text, at);
    else if (end !== undefined) open.push({ end, completeTo: at + 1 });
    else if (sign === "]" || sign === "}") open.pop();
    else if (sign === ",") setComplete(open.at(-1), at);
    if (open.length > DEEPEST_ANSWER) return [];
  }
  return open;
};

const setComplete = (open: Open | undefined, at: number): void => {
  if (open !== undefined) open.completeTo = at;
};

/** Not `\\+` in front: it would be tried at every backslash of a text full of them. */
const TORN_ESCAPE = /\\(?:u[0-9a-f]{0,3})?$/i;
