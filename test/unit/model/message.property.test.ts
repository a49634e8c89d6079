import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/model/json.js";
import { type Message, readMessage } from "../../../src/model/message.js";
import { readNotification } from "../../../src/model/notification.js";
import { jsonObject, jsonValue } from "./json-arbitrary.js";

const maybe = (deeper: fc.Arbitrary<unknown>) => fc.oneof({ weight: 4, arbitrary: deeper }, jsonValue);
const partly = (parts: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  maybe(fc.record(parts, { requiredKeys: [] }));

/** Documents that are mostly valid at every level, so that reading gets past the first field. */
const result = partly({ type: jsonValue, payload: jsonValue });
const button = partly({ type: jsonValue, content: jsonValue, resultContent: jsonValue });
const action = partly({ status: jsonValue, result, buttons: maybe(fc.array(button)) });
const v2Action = partly({ label: jsonValue, isCompleted: jsonValue });
const nearlyRight = fc.record(
  {
    _id: jsonValue,
    id: jsonValue,
    subject: jsonValue,
    title: jsonValue,
    body: jsonValue,
    content: maybe(fc.array(partly({ content: jsonValue }))),
    status: jsonValue,
    cta: partly({ action }),
    primaryAction: v2Action,
    secondaryAction: v2Action,
    workflow: partly({ identifier: jsonValue }),
    isRead: jsonValue,
    createdAt: jsonValue,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

const anyDocument = fc.oneof(jsonObject, nearlyRight);

const isText = (value: unknown): boolean => typeof value === "string";
const isTextOrAbsent = (value: unknown): boolean => value === undefined || isText(value);
const isFlagOrAbsent = (value: unknown): boolean => value === undefined || typeof value === "boolean";

/** The fields of a message that do not have their declared type. */
const brokenPromises = ({ title, buttons, answer, read, seen, ...texts }: Message): string[] => {
  const { payload: _, ...answerTexts } = answer;
  const promises: readonly [string, boolean][] = [
    ["title", isText(title)],
    ["buttons", buttons.every(({ type, label }) => isText(type) && isText(label))],
    ["resultContent", buttons.every(({ resultContent }) => isTextOrAbsent(resultContent))],
    ["flags", [read, seen].every(isFlagOrAbsent)],
    ["slot", Object.values(answerTexts).every(isTextOrAbsent)],
    ["texts", Object.values(texts).every(isTextOrAbsent)],
  ];
  return promises.filter(([, isKept]) => !isKept).map(([name]) => name);
};

test.each([
  ["message", readMessage],
  ["notification", readNotification],
])("any document at all can be read as a %s", (_kind, readDocument) => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      expect(brokenPromises(readDocument(document))).toEqual([]);
      expect(Object.keys(readDocument(document))).toEqual(Object.keys(readDocument({})));
    }),
    { numRuns: 600 },
  );
});

test("the delivery status never becomes the action's status", () => {
  fc.assert(
    fc.property(anyDocument, fc.string(), (document, status) => {
      const { status: _, ...unsent } = document;
      const message = readMessage({ ...unsent, status });
      expect(message.delivery).toBe(status);
      expect(message.answer).toEqual(readMessage(unsent).answer);
    }),
    { numRuns: 400 },
  );
});

test("the action's status is read from one field only", () => {
  fc.assert(
    fc.property(anyDocument, fc.string(), (document, status) => {
      const message = readMessage({ ...document, cta: { status: "no", action: { status } } });
      expect(message.answer).toEqual({ status, button: undefined, payload: undefined });
    }),
    { numRuns: 200 },
  );
});
