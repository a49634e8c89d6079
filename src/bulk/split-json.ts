import { Failure } from "../failures/failure.js";
import { LONGEST_ROW, tooLong } from "./row-limit.js";
import { lineEndsIn, type RawRow, type Splitter } from "./split-text.js";

/**
 * The elements of a JSON list, or JSON objects one after the other, as they are written. Only brackets, commas and
 * strings are looked at: whether an element is JSON is seen when it is parsed, so a broken one is one bad row.
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
  return (part, isEnd) => {
    scan.text += part;
    const rows: RawRow[] = [];
    if (scan.where === "before") begin(scan);
    readElements(scan, rows);
    if (isEnd) end(scan, rows);
    scan.text = scan.text.slice(scan.start);
    scan.at -= scan.start;
    scan.start = 0;
    const failure = problemOf(scan) ?? (isEnd ? PROBLEM_AT_END[scan.where]?.() : undefined);
    return failure === undefined ? { rows } : { rows, failure };
  };
};

interface Scan {
  /** `torn`: a bracket was closed that was never opened, so it cannot be told any more what is a row. */
  where: "before" | "list" | "sequence" | "torn" | "after";
  text: string;
  /** Where the element under way begins. */
  start: number;
  line: number;
  /** How far the text has been looked at; past its end after a backslash at the end. */
  at: number;
  /** How many brackets of the element are open. */
  depth: number;
  isInString: boolean;
  /** Whether a string of the element was ended by a line end. */
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

const moveTo = (scan: Scan, place: number): void => {
  scan.line += lineEndsIn(scan.text.slice(scan.start, place));
  scan.start = place;
};

/** What matters outside of strings, and in one. A line end ends a broken string, so that not all after it is lost. */
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
    if (!scan.isInString) meet(scan, rows, token);
    else if (token === "\\") scan.at += 1;
    else leaveString(scan, token);
  }
};

const leaveString = (scan: Scan, token: string): void => {
  scan.isInString = false;
  if (token === "\n") scan.isBroken = true;
};

const meet = (scan: Scan, rows: RawRow[], token: string): void => {
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
    scan.where = "torn";
  } else if (token === "]") {
    finish(scan, rows, scan.at - 1);
    scan.where = "after";
  }
};

/** What is left of objects one after the other; a list has an end of its own. */
const end = (scan: Scan, rows: RawRow[]): void => {
  if (scan.where === "sequence" && scan.depth === 0 && !scan.isInString) {
    finish(scan, rows, scan.text.length);
    scan.where = "after";
  }
};

/** Ends the element under way; of nothing but space it is none. */
const finish = (scan: Scan, rows: RawRow[], end: number): void => {
  const text = scan.text.slice(scan.start, end);
  // The line end after a broken string is a part of the row: without it, what comes next would be within the string.
  const raw = scan.isBroken ? text.trimStart() : text.trim();
  scan.isBroken = false;
  if (raw !== "")
    rows.push({ raw: raw.includes("\n") ? inOneLine(raw) : raw, line: lineOf(text, scan.line) });
  moveTo(scan, Math.min(scan.at, scan.text.length));
};

/** The line in which a text says its first. @param line where it begins, with its space */
const lineOf = (text: string, line: number): number =>
  line + lineEndsIn(text.slice(0, text.length - text.trimStart().length));

/** JSON without the space between its tokens, which stay as they are; a broken text stays as it is altogether. */
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
  if (where === "torn") {
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
