import { badRequest, notFound } from "../api-error.js";
import { matchesNotificationFilter } from "../notification-filter.js";
import type { Call, Route } from "../server/route.js";
import { listQuery, objectIdParam, param, queryValue, textQuery, throwComplaints } from "../validation.js";
import { populatedMessage } from "../views/message-document.js";

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 1000;

const subscriberKeyOf = (call: Call): string | undefined => {
  const { serverState, environment, query } = call;
  const value = queryValue(query, "subscriberId") ?? "";
  if (typeof value !== "string") {
    const problem = { messages: ["subscriberId must be a string"], value };
    throw serverState.behavior.invalidCommand("GetMessagesCommand", { subscriberId: problem });
  }
  if (value === "") return undefined;
  const subscriber = environment.subscribers.get(value);
  if (subscriber === undefined) {
    throw serverState.behavior.unknownSubscriber(value);
  }
  return subscriber.internalId;
};

/** Page and limit are any numbers. */
const pageQuery = (call: Call): { readonly page: number; readonly limit: number } => {
  const page = Number(queryValue(call.query, "page") ?? 0);
  const limit = Number(queryValue(call.query, "limit") ?? DEFAULT_LIMIT);
  throwComplaints(
    call,
    Object.entries({ page, limit })
      .filter(([, value]) => !Number.isFinite(value))
      .map(([name]) => `${name} must be a number conforming to the specified constraints`),
  );
  if (limit > MAX_LIMIT) {
    throw badRequest(`Limit can not be larger then ${MAX_LIMIT}`);
  }
  return { page, limit: limit || DEFAULT_LIMIT };
};

const listMessages = (call: Call): unknown => {
  const { serverState, environment, query } = call;
  const { page, limit } = pageQuery(call);
  const subscriberKey = subscriberKeyOf(call);
  const channel = textQuery(query, "channel");
  const transactions = new Set(listQuery(query, "transactionId").filter((id) => id !== ""));
  const contextKeys = listQuery(query, "contextKeys");
  const matches = matchesNotificationFilter(contextKeys.length === 0 ? {} : { contextKeys });
  const found = environment.messages.newestFirst(
    (message) =>
      (subscriberKey === undefined || message.subscriberInternalId === subscriberKey) &&
      (channel === undefined || message.channel === channel) &&
      (transactions.size === 0 || transactions.has(message.transactionId)) &&
      matches(message),
  );
  // The database drops fractions, reads a negative limit as a positive one, and starts at 0 or later.
  const start = Math.max(0, Math.trunc(page * limit));
  const data = found.slice(start, start + Math.abs(Math.trunc(limit)));
  return {
    page,
    totalCount: found.length,
    hasMore: page * limit + data.length < found.length,
    pageSize: limit,
    data: data.map((message) => populatedMessage(serverState, environment, message)),
  };
};

const deleteMessage = (call: Call): unknown => {
  const messageId = objectIdParam(call, "RemoveMessageCommand", "messageId");
  if (!call.environment.messages.remove(messageId)) {
    throw notFound(`Message with id ${messageId} not found`);
  }
  return { acknowledged: true, status: "deleted" };
};

const deleteByTransaction = (call: Call): undefined => {
  const { messages } = call.environment;
  const transactionId = param(call, "transactionId");
  const channel = textQuery(call.query, "channel");
  const found = messages.newestFirst(
    (message) => message.transactionId === transactionId && (!channel || message.channel === channel),
  );
  if (found.length === 0) {
    throw notFound("Invalid transactionId or channel");
  }
  for (const { id } of found) {
    messages.remove(id);
  }
};

export const messageRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/messages", category: "global", handle: listMessages },
  {
    method: "DELETE",
    path: "/v1/messages/transaction/:transactionId",
    category: "global",
    status: 204,
    handle: deleteByTransaction,
  },
  { method: "DELETE", path: "/v1/messages/:messageId", category: "global", handle: deleteMessage },
];
