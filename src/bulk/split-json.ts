import { Failure } from "../failures/failure.js";
import { LONGEST_ROW, lineEndsIn, type RawRow, type Splitter, tooLong } from "./split-text.js";

/**
 * The elements of a JSON list, or JSON objects one after the other, as written. It looks only at brackets, commas and
 * strings. Whether an element is valid JSON is found when it is parsed, so an invalid one is one bad row.
 */
export const splitJson = (): Splitter<RawRow> => {
  const scan: Scan = {
    where: "before",
    text: "",
    start: 0,
    at: 0,
    line: 1,
    depth: 0,
    isInString: false,
    isBroken: false,
  };
  return function* (part, isEnd) {
    scan.text += part;
    const rows: RawRow[] = [];
    if (scan.where === "before") begin(scan);
    readElements(scan, rows);
    if (isEnd) endSequence(scan, rows);
    scan.text = scan.text.slice(scan.start);
    scan.at -= scan.start;
    scan.start = 0;
    yield* rows;
    const failure = problemOf(scan) ?? (isEnd ? PROBLEM_AT_END[scan.where]?.() : undefined);
    if (failure !== undefined) throw failure;
  };
};

interface Scan {
  /** `mismatched`: a bracket was closed that was never opened, so where rows begin and end is unknown. */
  where: "before" | "list" | "sequence" | "mismatched" | "after";
  text: string;
  /** Where the current element begins. */
  start: number;
  line: number;
  /** How far the text has been scanned; past its end after a trailing backslash. */
  at: number;
  /** How many brackets of the element are open. */
  depth: number;
  isInString: boolean;
  /** Whether a line end cut off a string of the element. */
  isBroken: boolean;
}

const begin = (scan: Scan): void => {
  const first = scan.text.search(/\S/);
  if (first === -1) return;
  const isList = scan.text[first] === "[";
  scan.where = isList ? "list" : "sequence";
  scan.at = isList ? first + 1 : first;
  moveTo(scan, scan.at);
};

const moveTo = (scan: Scan, position: number): void => {
  scan.line += lineEndsIn(scan.text.slice(scan.start, position));
  scan.start = position;
};

/** Tokens outside of strings, and within. A line end ends an unclosed string, so that only one row is lost. */
const TOKEN = /["[\]{},]/g;
const STRING_TOKEN = /["\\\n]/g;

const readElements = (scan: Scan, rows: RawRow[]): void => {
  while (scan.where === "list" || scan.where === "sequence") {
    const tokens = scan.isInString ? STRING_TOKEN : TOKEN;
    tokens.lastIndex = scan.at;
    if (!tokens.test(scan.text)) {
      scan.at = Math.max(scan.at, scan.text.length);
      return;
    }
    scan.at = tokens.lastIndex;
    const token = scan.text.charAt(scan.at - 1);
    if (!scan.isInString) readToken(scan, rows, token);
    else if (token === "\\") scan.at += 1;
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
  else if (token !== ",") close(scan, rows, token);
  else if (scan.depth === 0) finish(scan, rows, scan.at - 1);
};

const close = (scan: Scan, rows: RawRow[], token: string): void => {
  if (scan.depth > 0) {
    scan.depth -= 1;
    if (scan.depth === 0 && scan.where === "sequence") finish(scan, rows, scan.at);
  } else if (scan.where === "sequence") {
    scan.where = "mismatched";
  } else if (token === "]") {
    finish(scan, rows, scan.at - 1);
    scan.where = "after";
  }
};

/** The last of objects one after the other may have no end of its own. */
const endSequence = (scan: Scan, rows: RawRow[]): void => {
  if (scan.where === "sequence" && scan.depth === 0 && !scan.isInString) {
    finish(scan, rows, scan.text.length);
    scan.where = "after";
  }
};

/** Ends the current element, which is no row if it is blank. */
const finish = (scan: Scan, rows: RawRow[], end: number): void => {
  const text = scan.text.slice(scan.start, end);
  // The line end after an unclosed string stays in the row: without it, the next row would be read as part of the string.
  const raw = scan.isBroken ? text.trimStart() : text.trim();
  scan.isBroken = false;
  if (raw !== "")
    rows.push({ raw: raw.includes("\n") ? inOneLine(raw) : raw, line: lineOf(text, scan.line) });
  moveTo(scan, Math.min(scan.at, scan.text.length));
};

/** The line of the first character that is not space. @param line where the text begins */
const lineOf = (text: string, line: number): number =>
  line + lineEndsIn(text.slice(0, text.length - text.trimStart().length));

/** JSON without the space between its tokens; invalid JSON is left unchanged. */
const inOneLine = (json: string): string => {
  try {
    JSON.parse(json);
  } catch {
    return json;
  }
  return json.replace(STRING_OR_SPACE, (token) => (token.startsWith('"') ? token : ""));
};

const STRING_OR_SPACE = /"(?:[^"\\]|\\.)*"|\s+/g;

const problemOf = ({ where, text, line }: Scan): Failure | undefined => {
  if (where === "after" && text.trim() !== "") {
    const place = `in line ${lineOf(text, line)}`;
    return new Failure("E_ROWS", `something comes after the end of the JSON list, ${place}`, {
      hint: ["The input is one list, or one object after the other."],
    });
  }
  if (where === "mismatched") {
    return new Failure(
      "E_ROWS",
      `the row of line ${lineOf(text, line)} closes a bracket that was not opened`,
      {
        hint: ["The input is one list, or one object after the other."],
      },
    );
  }
  return text.length > LONGEST_ROW ? tooLong(lineOf(text, line)) : undefined;
};

const PROBLEM_AT_END: Readonly<Partial<Record<Scan["where"], () => Failure>>> = {
  before: () =>
    new Failure("E_ROWS", "the input is empty, which is not JSON", { hint: ["A list without rows is []."] }),
  list: () =>
    new Failure("E_ROWS", "the JSON list is cut off: the input ends before its closing bracket", {
      hint: ["The file may be incomplete; make it again, or end the list with ]."],
    }),
  sequence: () =>
    new Failure("E_ROWS", "the last JSON object is cut off: the input ends before its closing bracket", {
      hint: ["The file may be incomplete; make it again."],
    }),
};
