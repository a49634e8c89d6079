import fc from "fast-check";
import type { JsonObject, JsonValue } from "../../../src/model/json.js";
import { type MessageDocument, readMessage } from "../../../src/model/message.js";

/** The fields in which two snapshots of a message can differ. */
export interface SnapshotFields {
  readonly status?: string | undefined;
  readonly button?: string | undefined;
  readonly payload?: JsonValue | undefined;
  readonly seen?: boolean;
  readonly read?: boolean;
  readonly archived?: boolean;
  /** ms; undefined if the server does not send it. */
  readonly updatedAt?: number | undefined;
}

/** When the message with this number was created, in ms. */
export const createdMs = (number: number): number => Date.parse("2026-11-25T06:00:00Z") + number * 1_000;

export const idOf = (number: number): string =>
  Math.floor(createdMs(number) / 1_000)
    .toString(16)
    .padStart(8, "0") + number.toString(16).padStart(16, "0");

/** The message with this number, as in a list. */
export const snapshot = (number: number, fields: SnapshotFields = {}): MessageDocument => {
  const { status, button, payload, updatedAt, ...marks } = fields;
  const result =
    button === undefined ? {} : { result: { type: button, ...(payload === undefined ? {} : { payload }) } };
  const document: JsonObject = {
    _id: idOf(number),
    transactionId: `t${number}`,
    createdAt: new Date(createdMs(number)).toISOString(),
    ...(updatedAt === undefined ? {} : { updatedAt: new Date(updatedAt).toISOString() }),
    cta: {
      action: {
        ...(status === undefined ? {} : { status }),
        ...result,
        buttons: [
          { type: "primary", content: "Approve" },
          { type: "secondary", content: "Reject" },
        ],
      },
    },
    seen: false,
    read: false,
    ...marks,
  };
  return { document, message: readMessage(document) };
};

export const snapshotFields: fc.Arbitrary<SnapshotFields> = fc.record({
  status: fc.constantFrom(undefined, "pending", "done", "foo"),
  button: fc.constantFrom(undefined, "primary", "secondary", "tertiary"),
  payload: fc.constantFrom<JsonValue | undefined>(undefined, { by: "ci" }, { by: "me" }),
  seen: fc.boolean(),
  read: fc.boolean(),
  archived: fc.boolean(),
});
