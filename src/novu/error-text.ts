import { arrayOf, isJsonObject, type JsonObject, type JsonValue, stringOf } from "../model/json.js";
import { endOfString, MAX_JSON_DEPTH } from "../model/json-bounds.js";
import { parseJson } from "./envelope.js";

/** The text of an error response, in any of its shapes (docs/novu-api.md, "Error bodies"). */
interface ErrorText {
  /** The server's message on one line, shortened; if there is none, a description of the body. */
  readonly message: string;
  /** The same unshortened, for classification: the meaning can follow a long ID. */
  readonly whole: string;
  /** One line per field or cause in the body. */
  readonly lines: readonly string[];
  /** The ID that Novu's support asks for after a 500. */
  readonly errorId: string | undefined;
  /** `novu` if the body has the shape of Novu's errors; otherwise another program may have responded. */
  readonly kind: "novu" | "json" | "html" | "text" | "empty";
  /** Novu writes the status into the body, too; other programs that answer with JSON seldom do. */
  readonly statusCode: number | undefined;
  /** Whether `message` is a quote, not a description. */
  readonly isQuote: boolean;
}

/** A list or an object that is not closed at the end of the text. */
interface OpenContainer {
  readonly end: "]" | "}";
  /** The index before its last comma, or after its bracket: all items up to there are complete. */
  completeTo: number;
}

/** The server's message in quotation marks, or the description of the body. */
export const quoteServer = ({ message, isQuote }: ErrorText): string => (isQuote ? `"${message}"` : message);

const MAX_QUOTE_CHARS = 300;
const MAX_LINES = 20;
/** How much of a page is searched for its title: a long page of “<title” would take too long. */
const HTML_HEAD_CHARS = 4_000;

/** Total: reads any text, also a truncated one. */
export const readErrorText = (body: string, isCut = false): ErrorText => {
  const document = parseJson(body) ?? (isCut ? readTruncatedJson(body) : undefined);
  if (!isJsonObject(document)) return readPlainText(typeof document === "string" ? document : body);
  const inner = isJsonObject(document.message) ? document.message : {};
  const serverMessage = messageOf(inner) ?? messageOf(document);
  const whole = serverMessage ?? "an error without a message";
  const lines = [document, inner].flatMap(({ errors, cause }) => [...fieldLines(errors), ...textsOf(cause)]);
  return {
    message: shorten(whole),
    whole,
    lines: firstLines(lines),
    errorId: errorIdOf(document),
    kind: "statusCode" in document || "message" in document ? "novu" : "json",
    statusCode: typeof document.statusCode === "number" ? document.statusCode : undefined,
    isQuote: serverMessage !== undefined,
  };
};

const firstLines = (lines: readonly string[]): string[] => [
  ...lines.slice(0, MAX_LINES).map(shorten),
  ...(lines.length > MAX_LINES ? [`and ${(lines.length - MAX_LINES).toLocaleString("en-US")} more`] : []),
];

const readPlainText = (body: string): ErrorText => {
  const text = body.trim();
  const rest = { lines: [], errorId: undefined, statusCode: undefined };
  if (text === "") return { ...rest, message: "an empty response", whole: "", kind: "empty", isQuote: false };
  if (/^<(!doctype|html|\?xml)/i.test(text)) {
    const page = `an HTML page${titleOf(text.slice(0, HTML_HEAD_CHARS))}`;
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

/** A text, or the texts of a list. Not recursive: deep nesting would overflow the stack. */
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

/** A field's name; a schema gives its path as a list. */
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

/** On one line, so that a server cannot add lines to our output. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

const shorten = (text: string): string => {
  const line = oneLine(text);
  return line.length > MAX_QUOTE_CHARS
    ? `${line.slice(0, MAX_QUOTE_CHARS).replace(/[\ud800-\udbff]$/, "")}…`
    : line;
};

/** Parses the beginning of a truncated JSON text; undefined if it is not JSON. */
export const readTruncatedJson = (text: string): JsonValue | undefined => {
  const open = openContainers(text);
  const innermost = open.at(-1);
  if (innermost === undefined) return undefined;
  const ends = open
    .map(({ end }) => end)
    .reverse()
    .join("");
  // Most often a string is cut off, and its beginning is useful too.
  return (
    parseJson(`${text.replace(PARTIAL_ESCAPE, "")}"${ends}`) ??
    parseJson(text.slice(0, innermost.completeTo) + ends)
  );
};

const ENDS: Readonly<Record<string, OpenContainer["end"]>> = { "[": "]", "{": "}" };

/** Empty if everything is closed, or if the nesting is too deep to parse. */
const openContainers = (text: string): readonly OpenContainer[] => {
  const open: OpenContainer[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const end = ENDS[char];
    if (char === '"') at = endOfString(text, at);
    else if (end !== undefined) open.push({ end, completeTo: at + 1 });
    else if (char === "]" || char === "}") open.pop();
    else if (char === ",") setComplete(open.at(-1), at);
    if (open.length > MAX_JSON_DEPTH) return [];
  }
  return open;
};

const setComplete = (open: OpenContainer | undefined, at: number): void => {
  if (open !== undefined) open.completeTo = at;
};

/** Without `\\+` in front, which would take quadratic time on a text full of backslashes. */
const PARTIAL_ESCAPE = /\\(?:u[0-9a-f]{0,3})?$/i;
