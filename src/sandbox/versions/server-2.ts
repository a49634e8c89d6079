import { randomUUID } from "node:crypto";
import { ApiError, exception, internalError, notFound } from "../api-error.js";
import { defined } from "../json.js";
import type { ServerBehavior } from "../server-behavior.js";
import { DAY, iso } from "../time.js";
import { workflowTemplates } from "../workflows.js";

const YEAR = 365 * DAY;

/** Novu 2.0.0, October 2024 (docs/novu-api.md, "What changed between servers"). */
export const server20: ServerBehavior = {
  version: "2.0",
  apiVersion: "2.0.0",
  hasV2: false,
  hasNotificationData: false,
  workflows: workflowTemplates["2.0"],
  newTransactionId: () => randomUUID(),

  errorBody: ({ status, message, inner, errorId }, path, at) => ({
    statusCode: status,
    timestamp: iso(at),
    path,
    message,
    ...defined({ error: inner?.error, errorId }),
  }),
  invalidInput: (messages) => exception(400, messages),
  invalidCommand: (_command, problems) =>
    exception(
      400,
      Object.values(problems).flatMap(({ messages }) => messages),
    ),
  oversizedBody: internalError,
  jsonComplaint: (complaint) => complaint.replace(/ \(line \d+ column \d+\)$/, ""),
  messageIdComplaints: () => [],
  recipientComplaints: (to, all) => (to === undefined || to === null ? all.slice(0, 1) : []),
  unknownSubscriber: (subscriberId) => notFound(`Subscriber not found for id ${subscriberId}`),
  replayedError: (details) => new ApiError(details),

  messageFields: (message) => ({ deleted: false, expireAt: iso(message.createdAt + YEAR) }),
  markedMessages: (all) => all,
  subscriberFields: () => ({}),
  subscriberInMessage: (_serverState, _environment, { internalId, firstName, lastName, subscriberId }) => ({
    _id: internalId,
    firstName,
    lastName,
    subscriberId,
    id: internalId,
  }),
  environmentFields: () => ({}),
};
