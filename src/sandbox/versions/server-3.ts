import { randomBytes } from "node:crypto";
import { ApiError, bareException, notFound } from "../api-error.js";
import { asObject, defined, type UnknownObject } from "../json.js";
import { isObjectId } from "../object-id.js";
import type { ServerBehavior } from "../server-behavior.js";
import { iso } from "../time.js";
import { workflowTemplates } from "../workflows.js";

/** mark-as reads its messages back with this projection. */
const MARKED_FIELDS = [
  "_id",
  "_templateId",
  "_environmentId",
  "_messageTemplateId",
  "_organizationId",
  "_notificationId",
  "_subscriberId",
  "templateIdentifier",
  "createdAt",
  "lastSeenDate",
  "lastReadDate",
  "content",
  "transactionId",
  "subject",
  "channel",
  "read",
  "seen",
  "snoozedUntil",
  "deliveredAt",
  "providerId",
  "deviceTokens",
  "cta",
  "_feedId",
  "status",
  "payload",
] as const;

const pick = (document: UnknownObject, fields: readonly string[]): UnknownObject =>
  Object.fromEntries(fields.filter((field) => field in document).map((field) => [field, document[field]]));

const transactionSuffix = (): string => [...randomBytes(12)].map((byte) => (byte % 36).toString(36)).join("");

/** Newer runtimes add the line and column to the position. */
const withLineAndColumn = (complaint: string, text: string): string =>
  complaint.replace(/at position (\d+)(?: \(line \d+ column \d+\))?$/, (_, digits: string) => {
    const before = text.slice(0, Number(digits)).split("\n");
    return `at position ${digits} (line ${before.length} column ${(before.at(-1) ?? "").length + 1})`;
  });

/** Novu 3.15.0, April 2026 (docs/novu-api.md, "What changed between servers"). */
const server315: ServerBehavior = {
  version: "3.15",
  apiVersion: "3.15.0",
  hasV2: true,
  hasNotificationData: false,
  workflows: workflowTemplates["3.15"],
  newTransactionId: (at) => `txn_${Math.floor(at / 1000).toString(16)}${transactionSuffix()}`,

  errorBody: ({ status, message, inner = {}, errors, errorId }, path, at) => ({
    ...inner,
    statusCode: status,
    timestamp: iso(at),
    path,
    message,
    ctx: inner,
    ...defined({ errors, errorId }),
  }),
  invalidInput: (messages) =>
    new ApiError({
      status: 422,
      message: "Validation Error",
      errors: { general: { messages, value: "No Value Recorded" } },
    }),
  invalidCommand: (command, problems) => {
    const texts = Object.entries(problems).map(([field, { messages }]) => `${field}: ${messages.join(", ")}`);
    return new ApiError({
      status: 422,
      message: `Validation failed for ${command}: ${texts.join("; ")}`,
      errors: problems,
    });
  },
  oversizedBody: () => bareException(413),
  jsonComplaint: withLineAndColumn,
  messageIdComplaints: (messageId) => [
    ...(messageId === undefined || messageId === null ? ["messageId should not be null or undefined"] : []),
    ...([messageId]
      .flat()
      .every((ids) => typeof ids === "string" && ids.split(",").every((id) => isObjectId(id.trim())))
      ? []
      : ["messageId must be a valid MongoDB ObjectId or an array of valid MongoDB ObjectIds"]),
  ],
  recipientComplaints: (_to, all) => all,
  unknownSubscriber: (subscriberId) => notFound(`Subscriber '${subscriberId}' was not found`),
  replayedError: () => bareException(503),

  messageFields: (message) => ({
    deliveredAt: message.state.deliveredAt.map(iso),
    severity: message.severity,
    contextKeys: message.contextKeys,
    ...defined({
      subject: message.subject,
      stepId: message.stepId,
      data: message.data,
      avatar: message.avatar,
    }),
  }),
  markedMessages: (_all, own) => own.map((document) => pick(asObject(document), MARKED_FIELDS)),
  subscriberFields: () => ({ isOnline: false }),
  subscriberInMessage: (
    serverState,
    environment,
    { internalId, firstName, lastName, subscriberId, createdAt },
  ) => ({
    _id: internalId,
    firstName,
    lastName,
    subscriberId,
    createdAt: iso(createdAt),
    updatedAt: iso(createdAt),
    _organizationId: serverState.organizationId,
    _environmentId: environment.id,
    deleted: false,
    id: internalId,
  }),
  environmentFields: ({ production }) => ({
    color: production ? "#7e52f4" : "#ff8547",
    type: production ? "prod" : "dev",
  }),
};

/** Novu 3.19.0, August 2026: as 3.15.0, and v2 notifications have `data`. */
const server319: ServerBehavior = {
  ...server315,
  version: "3.19",
  apiVersion: "3.19.0",
  hasNotificationData: true,
  workflows: workflowTemplates["3.19"],
};

export const servers3 = { "3.15": server315, "3.19": server319 } as const;
