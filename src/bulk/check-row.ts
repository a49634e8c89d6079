import {
  ACTION_STATUSES,
  type ActionRequest,
  type ActionStatus,
  type ApiVersion,
  BUTTONS,
} from "../model/action.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { normalizedMessageId, notAMessageId } from "../model/message-id.js";
import { BODY_LIMIT_BYTES, contentProblem, kindProblem } from "../model/payload.js";
import { fitsUrlPath } from "../model/subscriber.js";
import type { CheckedRow, RowColumn, RowDefaults } from "./row.js";
import type { RawRow } from "./split-text.js";

/** Returns the action of a row, or undefined for a bad row, after pushing at least one sentence onto `reasons`. */
export type RowCheck<Row> = (row: Row, reasons: string[]) => ActionRequest | undefined;

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

/** The values of a row, absent or empty where it has none. */
interface RowValues {
  readonly subscriberId: string | undefined;
  readonly messageId: string | undefined;
  readonly type: string | undefined;
  readonly status: string | undefined;
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
): ActionRequest | undefined => {
  const subscriberId = subscriberIdOf(values.subscriberId, reasons, missing);
  const messageId = messageIdOf(values.messageId, reasons, missing);
  const button = buttonOf(values.type || defaults.type, reasons, missing);
  const status = statusOf(values.status || defaults.status, reasons, missing);
  const { api } = defaults;
  const payload = values.payload && payloadOf(values.payload, status ?? "done", api, reasons);
  if (!subscriberId || !messageId || !button || !status || reasons.length > 0) return undefined;
  return payload === undefined
    ? { subscriberId, messageId, button, status, api }
    : { subscriberId, messageId, button, status, payload, api };
};

type Missing = (column: RowColumn) => string;

type Check<Value> = (text: string | undefined, reasons: string[], missing: Missing) => Value | undefined;

const subscriberIdOf: Check<string> = (text = "", reasons, missing) => {
  const isGiven = text.trim() !== "";
  if (isGiven && fitsUrlPath(text)) return text;
  reasons.push(
    isGiven ? `subscriberId ${quoted(text)} cannot be one: no address can carry it` : missing("subscriberId"),
  );
  return undefined;
};

const messageIdOf: Check<string> = (text = "", reasons, missing) => {
  const what = notAMessageId(text);
  if (what === undefined) return normalizedMessageId(text);
  reasons.push(
    text === ""
      ? missing("messageId")
      : `messageId ${quoted(text)} is not a message id, but ${what}; the message's own id is its _id, 24 hexadecimal digits`,
  );
  return undefined;
};

const wordCheck =
  <Word extends string>(column: RowColumn, words: readonly Word[], what: string): Check<Word> =>
  (text = "", reasons, missing) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined)
      reasons.push(text === "" ? missing(column) : wrongWord(column, text, words, what));
    return word;
  };

const buttonOf = wordCheck("type", BUTTONS, "a button");
const statusOf = wordCheck("status", ACTION_STATUSES, "a status");

const wrongWord = (column: string, text: string, words: readonly string[], what: string): string => {
  const meant = text.length > MAX_TYPO_LENGTH ? undefined : closest(text, words);
  const end = meant === undefined ? `: it is ${words.join(" or ")}` : didYouMean(meant);
  return `${column} ${quoted(text)} is not ${what}${end}`;
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
      ? "cannot be sent with --api v2; leave it out, and the stored one stays as it is"
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
    : `makes a request of ${bytes} bytes; Novu takes ${BODY_LIMIT_BYTES}`;
};

/** Predicate of an error sentence: `is not JSON: …`. @param error of `JSON.parse`, which may quote the text */
export const notJsonText = (error: unknown): string =>
  `is not JSON: ${error instanceof Error ? error.message.replace(CONTROLS, " ") : String(error)}`;

const CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g;

export const inexactNumberText = (number: string): string =>
  `payload holds ${number}, which Novu's server cannot keep exactly; write it as text: "${number}"`;

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
