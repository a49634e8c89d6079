import type { Message } from "../../../src/model/message.js";

export const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

const NO_ANSWER = { status: "pending", button: undefined, payload: undefined };

/** An unanswered message with two buttons, with the given changes. */
export const messageWith = (part: Partial<Message> = {}): Message => ({
  id: ID,
  title: "Deploy 4.2 to production?",
  buttons: [
    { type: "primary", label: "Approve", resultContent: undefined },
    { type: "secondary", label: "Reject", resultContent: undefined },
  ],
  answer: NO_ANSWER,
  workflow: "deploy-approval",
  transactionId: "txn_1",
  environmentId: "e1",
  subscriberId: "alice",
  updatedAt: undefined,
  createdAt: "2026-11-23T11:57:00.000Z",
  delivery: "sent",
  read: false,
  seen: true,
  archived: false,
  snoozedUntil: undefined,
  ...part,
});

export const LOCATION = {
  region: "eu",
  profile: {
    name: "prod",
    environment: { id: "e1", name: "Production", type: "prod", organizationId: "o1" },
  },
  key: { source: "profile prod" },
};
