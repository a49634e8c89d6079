import { Failure } from "../failures/failure.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { duplicateKey } from "../model/duplicate-key.js";
import { parseDuration } from "../model/durations.js";
import { depthOf, type JsonValue } from "../model/json.js";
import { lossyNumber } from "../model/lossy-number.js";
import {
  isMessageId,
  looksLikeTransactionId,
  normalizedMessageId,
  notAMessageId,
} from "../model/message-id.js";
import { type Assignment, MAX_PAYLOAD_DEPTH } from "../model/payload.js";
import { fitsUrlPath } from "../model/subscriber.js";

/** One of the given words. @throws Failure E_ENUM, which suggests the closest word */
export const oneOf =
  <Word extends string>(words: readonly Word[], what: string, hint?: string) =>
  (text: string): Word => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    const meant = closest(text, words);
    throw new Failure("E_ENUM", `"${text}" isn't ${what}${didYouMean(meant)}`, {
      hint: [...(meant ? [] : [`Use one of: ${words.join(", ")}.`]), hint ?? "Nothing was sent."],
      correction: meant === undefined ? undefined : { wrong: text, right: meant },
    });
  };

/** A text that is not recognizably something else; the server decides on the rest. @throws Failure E_ID */
export const messageId = (text: string): string => {
  if (isMessageId(text.trim())) assertTrimmed(text, "the message ID");
  const what = notAMessageId(text);
  if (what === undefined) return normalizedMessageId(text);
  throw new Failure("E_ID", `"${text}" isn't a message ID but ${what}`, {
    hint: ["A message ID is 24 hex digits (_id). Nothing was sent."],
    ...nextForId(text),
  });
};

const nextForId = (text: string) => {
  if (looksLikeTransactionId(text)) return { next: [messagesOf(text)] };
  return NOVU_PAGE.test(text)
    ? { next: [{ words: ["novu-msg", "message", "list"], when: "to find the message" }] }
    : {};
};

/** A copied address of a page, which no ID of anything is. */
const assertNotDashboard = (text: string, what: string): void => {
  if (!NOVU_PAGE.test(text)) return;
  throw new Failure("E_ID", `"${text}" isn't ${what} but the URL of a dashboard page`, {
    hint: ["Copy the ID from that page. Nothing was sent."],
    next: [{ words: ["novu-msg", "subscriber", "list"], when: "to find the subscriber" }],
  });
};

const NOVU_PAGE = /^https?:\/\/(?:eu\.)?(?:dashboard|web)\.novu\.co(?:[/?#]|$)/i;

/** Such as the line break that a script read along. Nobody sees it in an error of the server. */
const assertTrimmed = (text: string, what: string): void => {
  if (text === text.trim()) return;
  throw new Failure("E_ID", `${what} ${JSON.stringify(text)} starts or ends with white space`, {
    correction: { wrong: text, right: text.trim() },
    hint: ["Nothing was sent."],
  });
};

const messagesOf = (transactionId: string) => ({
  words: ["novu-msg", "message", "list", "--transaction", transactionId],
  when: "to see its messages",
});

/** Any non-empty text: subscriber IDs are chosen by the caller. @throws Failure E_ID */
export const subscriberId = (text: string): string => {
  if (text.trim() === "")
    throw new Failure("E_ID", "the subscriber ID is empty", { hint: ["Nothing was sent."] });
  assertTrimmed(text, "the subscriber ID");
  assertNotDashboard(text, "a subscriber ID");
  if (fitsUrlPath(text)) return text;
  throw new Failure(
    "E_ID",
    `${JSON.stringify(text)} isn't a valid subscriber ID: it can't be part of a URL`,
    {
      hint: ["Nothing was sent."],
    },
  );
};

/** A text that is not blank. @throws Failure E_USAGE */
export const nonBlankText = (text: string): string => {
  if (text.trim() !== "") return text;
  throw new Failure("E_USAGE", "an option has an empty value", {
    hint: ["Nothing was sent."],
  });
};

/** Node's longest timer, about 24 days. */
const MAX_MS = 2 ** 31 - 1;

/** `500ms`, `2s`, `5m`, `1h`, `1d`, `2h30m` or a bare number of seconds, as whole ms from 1 up. @throws Failure E_USAGE */
export const duration = (text: string): number => {
  const milliseconds = parseDuration(text, ["ms", "s", "m", "h", "d"]);
  if (milliseconds >= 1 && milliseconds <= MAX_MS) return milliseconds;
  throw new Failure("E_USAGE", `"${text}" isn't a duration`, {
    hint: ["Examples: 500ms, 2s, 5m, 2h30m, 1d (up to 24d); a bare number is seconds."],
  });
};

/** A whole number from `min` to `max`. @throws Failure E_USAGE */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new Failure("E_USAGE", `"${text}" isn't a whole number from ${min} to ${max}`);
  };

/** The number of tries after the first. @throws Failure E_USAGE */
export const retries = wholeNumber(0, 100);

/** Collects the values of a repeatable option in order. */
export const collect =
  <Value>(parse: (text: string) => Value) =>
  (text: string, earlier: readonly Value[] = []): readonly Value[] => [...earlier, parse(text)];

/** `by=ci` or `run.id=812`; the value is text. @throws Failure E_PAYLOAD */
export const textAssignment = (text: string): Assignment => assignment("--set", text, (value) => value);

/** `count=3` or `tags=["a"]`; the value is JSON. @throws Failure E_PAYLOAD */
export const jsonAssignment = (text: string): Assignment =>
  assignment("--set-json", text, (value): JsonValue => {
    const number = lossyNumber(value);
    if (number !== undefined) {
      throw new Failure("E_PAYLOAD", `--set-json ${text}: Novu can't store ${number} exactly`, {
        hint: ["To store it as a string, use --set. Nothing was sent."],
      });
    }
    const parsed = parsedJson(text, value);
    const key = duplicateKey(value);
    if (key === undefined) return parsed;
    throw new Failure("E_PAYLOAD", `--set-json ${text}: the value has the key ${JSON.stringify(key)} twice`, {
      hint: ["Only one of them could be stored. Nothing was sent."],
    });
  });

/** @throws Failure E_PAYLOAD */
const parsedJson = (text: string, value: string): JsonValue => {
  try {
    return JSON.parse(value);
  } catch {
    throw new Failure("E_PAYLOAD", `--set-json ${text}: the value isn't valid JSON`, {
      hint: ["For a string, use --set. Nothing was sent."],
    });
  }
};

const MAX_QUOTED_LENGTH = 20;

const assignment = (flag: string, text: string, toValue: (text: string) => JsonValue): Assignment => {
  const at = text.indexOf("=");
  const key = text.slice(0, at);
  const isItem = key.endsWith("[]");
  const path = (isItem ? key.slice(0, -2) : key).split(".");
  if (at < 1 || path.includes("")) {
    throw new Failure("E_PAYLOAD", `${flag} ${text} isn't key=value`, {
      hint: ["Dots in a key nest: run.id=812. to[]=alice adds to a list. Nothing was sent."],
    });
  }
  const value = toValue(text.slice(at + 1));
  if (path.length + depthOf(value) > MAX_PAYLOAD_DEPTH) {
    throw new Failure(
      "E_PAYLOAD",
      `${flag} ${text.slice(0, MAX_QUOTED_LENGTH)}… is nested deeper than ${MAX_PAYLOAD_DEPTH} levels`,
      {
        hint: ["Each dot is a level. Nothing was sent."],
      },
    );
  }
  return { path, value, ...(isItem ? { isItem } : {}) };
};
