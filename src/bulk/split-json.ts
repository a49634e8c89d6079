import { Failure } from "../failures/failure.js";
import { lineEndsIn, MAX_ROW_LENGTH, type RawRow, rowTooLong, type Splitter } from "./split-text.js";

/**
 * Splits a JSON list into its elements, or a sequence of JSON objects, as written. It looks only at brackets, commas
 * and strings. Elements are parsed later, so an invalid one is only one bad row.
 */
export const splitJson = (): Splitter<RawRow> => {
  const scan: Scan = {
    state: "before",
    text: "",
    start: 0,
    position: 0,
    line: 1,
    depth: 0,
    isInString: false,
    isBroken: false,
  };
  return function* (part, isEnd) {
    scan.text += part;
    const rows: RawRow[] = [];
    if (scan.state === "before") detectContainer(scan);
    readElements(scan, rows);
    if (isEnd) endSequence(scan, rows);
    scan.text = scan.text.slice(scan.start);
    scan.position -= scan.start;
    scan.start = 0;
    yield* rows;
    const failure = problemOf(scan) ?? (isEnd ? PROBLEM_AT_END[scan.state]?.() : undefined);
    if (failure !== undefined) throw failure;
  };
};

interface Scan {
  /** `mismatched`: a bracket was closed that was never opened, so the bounds of rows are unknown. */
  state: "before" | "list" | "sequence" | "mismatched" | "after";
  text: string;
  /** Where the current element begins. */
  start: number;
  line: number;
  /** How far the text has been scanned; past its end after a trailing backslash. */
  position: number;
  /** How many brackets of the element are open. */
  depth: number;
  isInString: boolean;
  /** Whether a line end cut off a string of the element. */
  isBroken: boolean;
}

const detectContainer = (scan: Scan): void => {
  const first = scan.text.search(/\S/);
  if (first === -1) return;
  const isList = scan.text[first] === "[";
  scan.state = isList ? "list" : "sequence";
  scan.position = isList ? first + 1 : first;
  moveTo(scan, scan.position);
};

const moveTo = (scan: Scan, position: number): void => {
  scan.line += lineEndsIn(scan.text.slice(scan.start, position));
  scan.start = position;
};

/** Tokens outside and inside strings. A line end ends an unclosed string, so that only one row is lost. */
const TOKEN = /["[\]{},]/g;
const STRING_TOKEN = /["\\\n]/g;

const readElements = (scan: Scan, rows: RawRow[]): void => {
  while (scan.state === "list" || scan.state === "sequence") {
    const tokens = scan.isInString ? STRING_TOKEN : TOKEN;
    tokens.lastIndex = scan.position;
    if (!tokens.test(scan.text)) {
      scan.position = Math.max(scan.position, scan.text.length);
      return;
    }
    scan.position = tokens.lastIndex;
    const token = scan.text.charAt(scan.position - 1);
    if (!scan.isInString) readToken(scan, rows, token);
    else if (token === "\\") scan.position += 1;
    else leaveString(scan, token);
  }
};

const leaveString = (scan: Scan, token: string): void => {
  scan.isInString = false;
  if (token === "\n") scan.isBroken = true;
};

const readToken = (scan: Scan, rows: RawRow[], token: string): void => {
  if (token === '"') scan.isInString = true;
  else if (token === "{" || token === "[") scan.depth += 1;
  else if (token !== ",") closeBracket(scan, rows, token);
  else if (scan.depth === 0) addRow(scan, rows, scan.position - 1);
};

const closeBracket = (scan: Scan, rows: RawRow[], token: string): void => {
  if (scan.depth > 0) {
    scan.depth -= 1;
    if (scan.depth === 0 && scan.state === "sequence") addRow(scan, rows, scan.position);
  } else if (scan.state === "sequence") {
    scan.state = "mismatched";
  } else if (token === "]") {
    addRow(scan, rows, scan.position - 1);
    scan.state = "after";
  }
};

/** The last row of a sequence may end with the text, without a closing bracket. */
const endSequence = (scan: Scan, rows: RawRow[]): void => {
  if (scan.state === "sequence" && scan.depth === 0 && !scan.isInString) {
    addRow(scan, rows, scan.text.length);
    scan.state = "after";
  }
};

/** Adds the current element as a row, unless it is blank. */
const addRow = (scan: Scan, rows: RawRow[], end: number): void => {
  const text = scan.text.slice(scan.start, end);
  // Keep the line end after an unclosed string; without it, the next row would be read as part of the string.
  const raw = scan.isBroken ? text.trimStart() : text.trim();
  scan.isBroken = false;
  if (raw !== "")
    rows.push({ raw: raw.includes("\n") ? inOneLine(raw) : raw, line: lineOf(text, scan.line) });
  moveTo(scan, Math.min(scan.position, scan.text.length));
};

/** The line of the first character that is not space. @param line where the text begins */
const lineOf = (text: string, line: number): number =>
  line + lineEndsIn(text.slice(0, text.length - text.trimStart().length));

/** Removes the white space between the tokens; invalid JSON is returned unchanged. */
const inOneLine = (json: string): string => {
  try {
    JSON.parse(json);
  } catch {
    return json;
  }
  return json.replace(STRING_OR_SPACE, (token) => (token.startsWith('"') ? token : ""));
};

const STRING_OR_SPACE = /"(?:[^"\\]|\\.)*"|\s+/g;

const problemOf = ({ state, text, line }: Scan): Failure | undefined => {
  if (state === "after" && text.trim() !== "") {
    const place = `in line ${lineOf(text, line)}`;
    return new Failure("E_ROWS", `there is more text after the end of the JSON list, ${place}`, {
      hint: ["The input must be one list, or one object after another."],
    });
  }
  if (state === "mismatched") {
    return new Failure(
      "E_ROWS",
      `the row at line ${lineOf(text, line)} closes a bracket that wasn't opened`,
      {
        hint: ["The input must be one list, or one object after another."],
      },
    );
  }
  return text.length > MAX_ROW_LENGTH ? rowTooLong(lineOf(text, line)) : undefined;
};

const PROBLEM_AT_END: Readonly<Partial<Record<Scan["state"], () => Failure>>> = {
  before: () =>
    new Failure("E_ROWS", "the input is empty, which isn't valid JSON", { hint: ["An empty list is []."] }),
  list: () =>
    new Failure("E_ROWS", "the JSON list is incomplete: the closing bracket is missing", {
      hint: ["The file may be truncated. Create it again, or end the list with ]."],
    }),
  sequence: () =>
    new Failure("E_ROWS", "the last JSON object is incomplete: the closing bracket is missing", {
      hint: ["The file may be truncated. Create it again."],
    }),
};
