import { badRequest, notFound } from "../api-error.js";
import type { Call, Route } from "../server/route.js";
import { listQuery, numberQuery, objectIdParam, param } from "../validation.js";
import { populatedMessage } from "../views/message-document.js";

const MAX_LIMIT = 1000;

const subscriberKeyOf = ({ serverState, environment, query }: Call): string | undefined => {
  const subscriberId = query.get("subscriberId");
  if (!subscriberId) {
    return undefined;
  }
  const subscriber = environment.subscribers.get(subscriberId);
  if (subscriber === undefined) {
    throw serverState.behavior.unknownSubscriber(subscriberId);
  }
  return subscriber.internalId;
};

const listMessages = (call: Call): unknown => {
  const { serverState, environment, query } = call;
  const page = numberQuery(call, "page", 0, [0, Number.MAX_SAFE_INTEGER]);
  const limit = numberQuery(call, "limit", 10, [1, Number.MAX_SAFE_INTEGER]);
  if (limit > MAX_LIMIT) {
    throw badRequest(`Limit can not be larger then ${MAX_LIMIT}`);
  }
  const subscriberKey = subscriberKeyOf(call);
  const channel = query.get("channel");
  const transactions = new Set(listQuery(query, "transactionId"));
  const found = environment.messages.newestFirst(
    (message) =>
      (subscriberKey === undefined || message.subscriberInternalId === subscriberKey) &&
      (!channel || message.channel === channel) &&
      (transactions.size === 0 || transactions.has(message.transactionId)),
  );
  const start = page * limit;
  return {
    page,
    totalCount: found.length,
    hasMore: found.length > start + limit,
    pageSize: limit,
    data: found
      .slice(start, start + limit)
      .map((message) => populatedMessage(serverState, environment, message)),
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
  const channel = call.query.get("channel");
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
