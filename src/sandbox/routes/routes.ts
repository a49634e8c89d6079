import { badRequest, exception } from "../api-error.js";
import { asObject, defined, isObject, type UnknownObject } from "../json.js";
import type { StoredMessage } from "../message.js";
import { createMessage } from "../message-store.js";
import { matchesNotificationFilter } from "../notification-filter.js";
import { hasButton, pressButton } from "../press-button.js";
import type { ButtonType } from "../sandbox.js";
import type { Call, Route } from "../server/route.js";
import type { ServerBehavior } from "../server-behavior.js";
import { subscriberDocumentV1, upsertSubscriber } from "../subscribers.js";
import { iso } from "../time.js";
import {
  bodyOf,
  booleanQuery,
  existingSubscriber,
  numberQuery,
  type Problems,
  param,
} from "../validation.js";
import { environmentDocument, listedEnvironment } from "../views/environment-document.js";
import { inboxNotification } from "../views/inbox-notification.js";
import { populatedMessage } from "../views/message-document.js";
import { markRoutes } from "./v1-marks.js";
import { messageActions } from "./v1-message-actions.js";
import { messageRoutes } from "./v1-messages.js";
import { notificationBulk } from "./v2-notification-bulk.js";
import { findNotification, NOTIFICATION, notificationLists } from "./v2-notification-lists.js";
import { notificationMarks } from "./v2-notification-marks.js";
import { subscriberRoutesV2 } from "./v2-subscribers.js";

const isButtonType = (word: string): word is ButtonType => word === "primary" || word === "secondary";

const problemsOf = (value: string): Problems =>
  isButtonType(value)
    ? {}
    : {
        actionType: {
          messages: ["actionType must be one of the following values: primary, secondary"],
          value,
        },
      };

const pressHandler =
  (status: "done" | "pending") =>
  (call: Call): unknown => {
    const button = param(call, "actionType");
    const { message, subscriber } = findNotification(
      call,
      "UpdateNotificationActionCommand",
      problemsOf(button),
    );
    if (!isButtonType(button) || !hasButton(message, button)) {
      throw badRequest(`Could not perform action on the ${button} button because it does not exist.`);
    }
    pressButton(message, button, status, call.now);
    return inboxNotification(message, subscriber);
  };

const path = `${NOTIFICATION}/actions/:actionType`;

const notificationActions: readonly Route[] = [
  { method: "PATCH", path: `${path}/complete`, category: "configuration", handle: pressHandler("done") },
  { method: "PATCH", path: `${path}/revert`, category: "configuration", handle: pressHandler("pending") },
];

const getSubscriber = (call: Call): unknown => {
  const subscriber = existingSubscriber(call);
  return {
    ...subscriberDocumentV1(call.serverState, call.environment, subscriber),
    id: subscriber.internalId,
  };
};

/** No total: `hasMore` means that the page is full (docs/novu-api.md, "Lists and finding a message"). */
const listSubscribers = (call: Call): unknown => {
  const { serverState, environment } = call;
  const page = numberQuery(call, "page", 0, [0, Number.MAX_SAFE_INTEGER]);
  const limit = numberQuery(call, "limit", 10, [1, 100]);
  const found = [...environment.subscribers.values()].reverse().slice(page * limit, (page + 1) * limit);
  return {
    page,
    pageSize: limit,
    hasMore: found.length === limit,
    data: found.map((subscriber) => subscriberDocumentV1(serverState, environment, subscriber)),
  };
};

const subscriberRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/subscribers", category: "configuration", handle: listSubscribers },
  { method: "GET", path: "/v1/subscribers/:subscriberId", category: "configuration", handle: getSubscriber },
];

const payloadOf = (text: string | null): UnknownObject => {
  if (!text) {
    return {};
  }
  try {
    const payload: unknown = JSON.parse(Buffer.from(text, "base64").toString());
    if (isObject(payload)) {
      return payload;
    }
  } catch {
    // Thrown below, as for any text that is not a base64-encoded object.
  }
  throw badRequest("Invalid payload, the JSON object should be encoded to base64 string.");
};

const includes = (actual: unknown, wanted: unknown): boolean =>
  isObject(wanted) && isObject(actual)
    ? Object.entries(wanted).every(([key, value]) => includes(actual[key], value))
    : JSON.stringify(actual) === JSON.stringify(wanted);

const messagesOf = (call: Call, key: string, seen: boolean | undefined): readonly StoredMessage[] => {
  const read = booleanQuery(call.query, "read");
  const matches = matchesNotificationFilter(defined({ read, seen }));
  const payload = payloadOf(call.query.get("payload"));
  return call.environment.messages.newestFirst(
    (message) =>
      message.subscriberInternalId === key && matches(message) && includes(message.payload, payload),
  );
};

const feed = (call: Call): unknown => {
  const { serverState, environment } = call;
  const page = numberQuery(call, "page", 0, [0, Number.MAX_SAFE_INTEGER]);
  const limit = numberQuery(call, "limit", 10, [1, 100]);
  const subscriberId = param(call, "subscriberId");
  const subscriber = environment.subscribers.get(subscriberId);
  if (subscriber === undefined) {
    throw badRequest(
      `Subscriber not found for this environment with the id: ${subscriberId}. ` +
        "Make sure to create a subscriber before fetching the feed.",
    );
  }
  const rest = messagesOf(call, subscriber.internalId, booleanQuery(call.query, "seen")).slice(page * limit);
  return {
    page,
    pageSize: limit,
    hasMore: rest.length > limit,
    // Counts at most one page (docs/novu-api.md, "Lists and finding a message").
    totalCount: Math.min(rest.length, limit),
    data: rest.slice(0, limit).map((message) => ({
      ...populatedMessage(serverState, environment, message),
      template: { _id: message.workflow.id, tags: [], id: message.workflow.id },
    })),
  };
};

const unseenCount = (call: Call): unknown => {
  const limit = numberQuery(call, "limit", 100, [1, 100]);
  const subscriberId = param(call, "subscriberId");
  const subscriber = call.environment.subscribers.get(subscriberId);
  if (subscriber === undefined) {
    throw badRequest(
      `Subscriber ${subscriberId} is not exist in environment ${call.environment.id}, ` +
        "please provide a valid subscriber identifier",
    );
  }
  const seen = booleanQuery(call.query, "seen") ?? false;
  return { count: Math.min(messagesOf(call, subscriber.internalId, seen).length, limit) };
};

const prefix = "/v1/subscribers/:subscriberId/notifications";

const feedRoutes: readonly Route[] = [
  { method: "GET", path: `${prefix}/feed`, category: "configuration", handle: feed },
  { method: "GET", path: `${prefix}/unseen`, category: "configuration", handle: unseenCount },
];

const complaints = ({ name, to }: ReturnType<typeof bodyOf>): readonly string[] => [
  ...(name === undefined || name === null ? ["name should not be null or undefined"] : []),
  ...(typeof name === "string" ? [] : ["name must be a string"]),
  ...(to === undefined || to === null ? ["to should not be null or undefined"] : []),
];

const trigger = (call: Call): unknown => {
  const { serverState, environment, now } = call;
  const body = bodyOf(call);
  const wrong = complaints(body);
  if (wrong.length > 0) {
    throw serverState.behavior.invalidInput(wrong);
  }
  const workflow = environment.workflows.get(String(body.name));
  if (workflow === undefined) {
    throw exception(422, "workflow_not_found");
  }
  const transactionId =
    typeof body.transactionId === "string" ? body.transactionId : serverState.behavior.newTransactionId(now);
  for (const to of [body.to].flat()) {
    const { internalId } = upsertSubscriber(
      serverState,
      environment,
      isObject(to) ? to : { subscriberId: to },
    );
    environment.messages.add(
      createMessage(
        {
          workflow,
          subscriberInternalId: internalId,
          transactionId,
          payload: asObject(body.payload),
          createdAt: now,
        },
        serverState.newId,
      ),
    );
  }
  return { acknowledged: true, status: "processed", transactionId };
};

const eventRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/events/trigger", category: "trigger", handle: trigger },
];

const environmentRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/environments/me",
    category: "global",
    handle: ({ serverState, environment }) => ({
      ...environmentDocument(serverState, environment),
      id: environment.id,
    }),
  },
  {
    method: "GET",
    path: "/v1/environments",
    category: "global",
    handle: ({ serverState, environment }) =>
      [...serverState.environments.values()].map((each) => listedEnvironment(serverState, each, environment)),
  },
  {
    method: "GET",
    path: "/v1/users/me",
    category: "global",
    handle: ({ serverState, environment }) => ({
      _id: serverState.userId,
      firstName: "Sandbox",
      lastName: "Owner",
      email: "owner@example.com",
      profilePicture: null,
      createdAt: iso(environment.createdAt),
      showOnBoarding: false,
    }),
  },
  {
    method: "GET",
    path: "/v1/health-check",
    category: "open",
    handle: ({ serverState }) => {
      const info = {
        db: { status: "up" },
        apiVersion: { version: serverState.behavior.apiVersion, status: "up" },
      };
      return { status: "ok", info, error: {}, details: info };
    },
  },
];

const v1: readonly Route[] = [
  ...messageActions,
  ...messageRoutes,
  ...markRoutes,
  ...feedRoutes,
  ...subscriberRoutes,
  ...environmentRoutes,
  ...eventRoutes,
];

const v2: readonly Route[] = [
  ...notificationLists,
  ...notificationActions,
  ...notificationMarks,
  ...notificationBulk,
  ...subscriberRoutesV2,
];

export const routesOf = (behavior: ServerBehavior): readonly Route[] =>
  behavior.hasV2 ? [...v1, ...v2] : v1;
