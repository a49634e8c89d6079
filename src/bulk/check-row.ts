import { ACTION_STATUSES, type ActionStatus, type ApiVersion, BUTTONS } from "../model/action.js";
import { readButtonWord } from "../model/button-word.js";
import { isSameLabel } from "../model/buttons.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { duplicateKey } from "../model/duplicate-key.js";
import { isJsonObject, type JsonObject, type JsonValue, jsonIn } from "../model/json.js";
import { lossyNumber } from "../model/lossy-number.js";
import type { ButtonSelector } from "../model/message.js";
import { normalizedMessageId, notAMessageId } from "../model/message-id.js";
import { BODY_LIMIT_BYTES, contentProblem, kindProblem } from "../model/payload.js";
import { fitsUrlPath } from "../model/subscriber.js";
import type { CheckedRow, RowAction, RowColumn, RowDefaults } from "./row.js";
import type { RawRow } from "./split-text.js";

/** Returns the action of a row, or undefined for a bad row, after pushing at least one sentence onto `reasons`. */
export type RowCheck<Row> = (row: Row, reasons: string[]) => RowAction | undefined;

export async function* checkRows<Row extends RawRow>(
  batches: AsyncIterable<readonly Row[]>,
  check: RowCheck<Row>,
): AsyncGenerator<readonly CheckedRow[], undefined, undefined> {
  let number = 0;
  const checked = (row: Row): CheckedRow => {
    number += 1;
    const reasons: string[] = [];
    const action = check(row, reasons);
    const { raw, line } = row;
    return action === undefined
      ? { kind: "bad", number, line, raw, reasons }
      : { kind: "good", number, line, raw, action };
  };
  for await (const rows of batches) yield rows.map(checked);
}

/** The texts of a row in each column: none or several where the input has none or several names for it. */
interface RowValues extends Readonly<Record<Exclude<RowColumn, "payload">, readonly string[]>> {
  /** Absent keeps the stored one. */
  readonly payload: RowPayload | undefined;
}

interface RowPayload {
  readonly value: JsonValue;
  /** In characters, at least the length of its JSON text. */
  readonly length: number;
}

/**
 * Returns the action, or undefined if a value is missing or invalid.
 * @param reasons receives a sentence for each problem
 * @param missing creates the sentence for a column without a value
 */
export const checkValues = (
  values: RowValues,
  defaults: RowDefaults,
  reasons: string[],
  missing: Missing,
): RowAction | undefined => {
  const textOf = (column: Exclude<RowColumn, "payload">) => oneText(values[column], column, reasons);
  const subscriberId = subscriberIdOf(textOf("subscriberId"), reasons, missing);
  const messageId = messageIdOf(textOf("messageId"), reasons, missing);
  const button = buttonOf(textOf("button"), defaults.button, reasons, missing);
  const status = statusOf(textOf("status"), defaults.status, reasons, missing);
  const { api } = defaults;
  const payload = values.payload && payloadOf(values.payload, status ?? "done", api, reasons);
  if (!subscriberId || !messageId || !button || !status || reasons.length > 0) return undefined;
  const action = { subscriberId, messageId, status, api, ...(payload === undefined ? {} : { payload }) };
  return "type" in button ? { ...action, button: button.type } : { ...action, label: button.label };
};

/** The text of a column; an input with two names for it may fill either. */
const oneText = (texts: readonly string[], column: RowColumn, reasons: string[]): string => {
  if (texts.length < 2) return texts[0] ?? "";
  const [text = "", other] = new Set(texts.filter((each) => each !== ""));
  if (other !== undefined) reasons.push(`${column} is given twice: ${quoted(text)} and ${quoted(other)}`);
  return text;
};

type Missing = (column: RowColumn) => string;

type Check<Value> = (text: string | undefined, reasons: string[], missing: Missing) => Value | undefined;

const subscriberIdOf: Check<string> = (text = "", reasons, missing) => {
  const isGiven = text.trim() !== "";
  if (isGiven && fitsUrlPath(text)) return text;
  reasons.push(
    isGiven ? `subscriberId ${quoted(text)} is invalid: it can't be part of a URL` : missing("subscriberId"),
  );
  return undefined;
};

const messageIdOf: Check<string> = (text = "", reasons, missing) => {
  const what = notAMessageId(text);
  if (what === undefined) return normalizedMessageId(text);
  reasons.push(
    text === ""
      ? missing("messageId")
      : `messageId ${quoted(text)} isn't a message ID but ${what}; a message ID is 24 hex digits (_id)`,
  );
  return undefined;
};

/** A cell that is empty takes the default; one that says otherwise is an error. */
const buttonOf = (
  text: string,
  given: ButtonSelector | undefined,
  reasons: string[],
  missing: Missing,
): ButtonSelector | undefined => {
  if (text === "") {
    if (given === undefined) reasons.push(missing("button"));
    return given;
  }
  const word = readButtonWord(text);
  if (!("type" in word || "label" in word)) {
    reasons.push(wrongWord("button", text, BUTTONS, "a button"));
    return undefined;
  }
  if (given === undefined || isSameButton(word, given)) return word;
  reasons.push(contradiction("button", text, "type" in given ? given.type : given.label));
  return undefined;
};

const isSameButton = (one: ButtonSelector, other: ButtonSelector): boolean =>
  "type" in one
    ? "type" in other && one.type === other.type
    : "label" in other && isSameLabel(one.label, other.label);

const statusOf = (
  text: string,
  given: ActionStatus | undefined,
  reasons: string[],
  missing: Missing,
): ActionStatus | undefined => {
  if (text === "") {
    if (given === undefined) reasons.push(missing("status"));
    return given;
  }
  const status = ACTION_STATUSES.find((word) => word === text);
  if (status === undefined) reasons.push(wrongWord("status", text, ACTION_STATUSES, "a status"));
  else if (given !== undefined && status !== given) reasons.push(contradiction("status", text, given));
  return status;
};

const contradiction = (column: RowColumn, text: string, given: string): string =>
  `${column} is ${quoted(text)}, but --${column} says ${quoted(given)}`;

const wrongWord = (column: string, text: string, words: readonly string[], what: string): string => {
  const meant = text.length > MAX_TYPO_LENGTH ? undefined : closest(text, words);
  const end = meant === undefined ? `: it is ${words.join(" or ")}` : didYouMean(meant);
  return `${column} ${quoted(text)} isn't ${what}${end}`;
};

/** In characters: comparing takes time quadratic in the length. */
const MAX_TYPO_LENGTH = 30;

const payloadOf = (
  { value, length }: RowPayload,
  status: ActionStatus,
  api: ApiVersion,
  reasons: string[],
): JsonObject | undefined => {
  const problem =
    api === "v2"
      ? "can't be sent with --api v2; leave it out to keep the stored one"
      : (kindProblem(value) ??
        contentProblem(value) ??
        (length < SAFE_LENGTH ? undefined : sizeProblem({ status, payload: value })));
  if (problem !== undefined) reasons.push(`payload ${problem}`);
  return problem === undefined && isJsonObject(value) ? value : undefined;
};

/** In characters: a shorter text is never too large, even at six bytes per character. */
const SAFE_LENGTH = 400;

const sizeProblem = (body: JsonValue): string | undefined => {
  const bytes = Buffer.byteLength(JSON.stringify(body));
  return bytes <= BODY_LIMIT_BYTES
    ? undefined
    : `makes the request ${bytes} bytes long; Novu accepts ${BODY_LIMIT_BYTES}`;
};

/** A payload as text: empty for none. Adds a sentence if it isn't valid JSON, or would not be stored as it is written. */
export const payloadOfText = (text: string | undefined, reasons: string[]): RowPayload | undefined => {
  if (!text) return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    const problem = lossProblem(text);
    if (problem !== undefined) reasons.push(problem);
    const inner = typeof value === "string" ? objectText(value) : undefined;
    return inner === undefined ? { value, length: text.length } : payloadOfText(inner, reasons);
  } catch (error) {
    reasons.push(`payload ${notJsonText(error)}`);
    return undefined;
  }
};

/** The text of a JSON object within a JSON string, as programs write that keep payloads as text. */
export const objectText = (text: string): string | undefined =>
  isJsonObject(jsonIn(text) ?? null) ? text : undefined;

/** What parsing a payload would lose, as a sentence. */
const lossProblem = (text: string): string | undefined => {
  const number = lossyNumber(text);
  if (number !== undefined) return inexactNumberText(number);
  const key = duplicateKey(text);
  return key === undefined ? undefined : `payload ${duplicateKeyText(key)}`;
};

/** Predicate of an error sentence. */
export const duplicateKeyText = (key: string): string => `has the key ${quoted(key)} twice`;

/** Predicate of an error sentence: `isn't valid JSON: …`. @param error of `JSON.parse`, which may quote the text */
export const notJsonText = (error: unknown): string =>
  `isn't valid JSON: ${error instanceof Error ? error.message.replace(CONTROLS, " ") : String(error)}`;

const CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g;

export const inexactNumberText = (number: string): string =>
  `payload has ${number}, which Novu can't store exactly; use a string: "${number}"`;

/** Quotes a text of the input for use in a sentence: on one line, shortened. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH)}…` : text);

const MAX_QUOTED_LENGTH = 60;

/** The names equal to this one; if there are none, those that differ only in case, white space, `_` and `-`. */
export const matchingNames = (name: string, names: readonly string[]): readonly string[] => {
  if (names.includes(name)) return names.filter((candidate) => candidate === name);
  const loose = looseName(name);
  return names.filter((candidate) => looseName(candidate) === loose);
};

const looseName = (name: string): string => name.replace(/[\s_-]/g, "").toLowerCase();
