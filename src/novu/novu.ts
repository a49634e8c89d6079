import type { Failure } from "../failures/failure.js";
import type { Http, HttpRequest, HttpResponse, RequestSession, SessionFactory } from "../http/http.js";
import { path } from "../http/path.js";
import { sessionWithoutRetries } from "../http/request-session.js";
import type { ActionRequest } from "../model/action.js";
import type { Environment } from "../model/environment.js";
import { isJsonObject } from "../model/json.js";
import type { MessageDocument, SeenMark, ShelfMark } from "../model/message.js";
import { actionRequest } from "./actions.js";
import { unwrap } from "./envelope.js";
import { readEnvironment } from "./environments.js";
import type { KeyOrigin } from "./error-classification.js";
import { findMessage, type V2Lists } from "./find-message.js";
import { freshKey, type IdempotencyKeySource, idempotencyKeySource } from "./idempotency-key.js";
import { createMessageLookup } from "./message-lookup.js";
import { asDocument, deleteMessage, type MessagePage, type MessageReader, messagePages } from "./messages.js";
import { type NotificationQuery, notificationPages } from "./notification-pages.js";
import { createNovuCall, type NovuCall } from "./novu-call.js";
import { notAList } from "./paging.js";
import { responseFailure } from "./response-failure.js";
import { createSandboxControl } from "./sandbox-control.js";
import { assertAsRequested, setActionVerified } from "./set-action-verified.js";
import { createSubscribers } from "./subscribers.js";

type SandboxControl = ReturnType<typeof createSandboxControl>;

type Subscribers = ReturnType<typeof createSubscribers>;

/** The Novu API as this tool uses it. Every method throws a Failure unless the request succeeds. */
export interface Novu extends MessageReader, SandboxControl {
  /**
   * Sets one button; the caller compares the returned message with the request. The user's idempotency key is hashed
   * together with everything that identifies this write. A replay of an earlier response counts only if the message still
   * has that answer. @throws Failure E_MISMATCH for such a replay
   */
  setAction(action: ActionRequest, userKey?: string): Promise<Awaited<ReturnType<typeof setActionVerified>>>;
  /** Sets one button in a bulk run, with a fresh key, and compares the response with the request. @throws Failure also E_MISMATCH */
  writeAction(action: ActionRequest): Promise<CheckedActionWrite>;
  /** Finds many messages, one at a time, reusing recently read pages. */
  messageLookup(options: Parameters<typeof createMessageLookup>[1]): ReturnType<typeof createMessageLookup>;
  /** One subscriber's messages that match filters of v2, newest first, page by page. @throws Failure E_NO_ROUTE */
  notificationPages(query: NotificationQuery): AsyncIterable<MessagePage>;
  /** A reader whose requests are sent by the client that `chooseHttp` returns. */
  messageReader(
    chooseHttp: (clients: { readonly withoutRetries: Http; readonly withRetries: Http }) => Http,
  ): MessageReader;
  /** Marks the messages and returns those of the response, which can lack some or contain some unchanged. */
  markMessages(
    subscriberId: string,
    messageIds: readonly string[],
    mark: SeenMark,
  ): Promise<readonly MessageDocument[]>;
  /** Archives or snoozes one message, or takes that back. @param until ms since the epoch, for `snoozed` */
  shelveMessage(subscriberId: string, messageId: string, mark: ShelfMark, until?: number): Promise<void>;
  /** Deletes a message permanently. */
  deleteMessage(messageId: string): Promise<void>;
  subscriberPages: Subscribers["pages"];
  matchingSubscribers: Subscribers["matching"];
  subscriber: Subscribers["read"];
  /** The environment of the key. */
  environment(): Promise<Environment>;
  /** Sends one request and returns the unchanged response, whatever its status. @throws as `Http` */
  readonly raw: Http;
  /** The failure for an error response to a request that the user wrote. */
  failureOf(request: HttpRequest, response: HttpResponse): Failure;
}

/** The methods that change nothing in Novu; for the others, call the context's `forWriting`. */
export type NovuReader = Omit<
  Novu,
  "setAction" | "writeAction" | "markMessages" | "shelveMessage" | "deleteMessage" | "raw"
> & {
  readonly raw: (request: HttpRequest & { readonly method: "GET" }) => Promise<HttpResponse>;
};

/**
 * @param http sends a request once
 * @param startSession sends requests with retries; absent, each is sent once
 * @param v2Lists if absent, only v1 lists are read
 */
export const createNovu = (
  http: Http,
  baseUrl: string,
  keyOrigin?: KeyOrigin,
  startSession: SessionFactory = sessionWithoutRetries(http),
  v2Lists?: V2Lists,
): Novu => {
  const withRetries: Http = (request) => startSession().http(request);
  const call = createNovuCall(withRetries, keyOrigin);
  const subscribers = createSubscribers(call);
  const messageReader = (through: NovuCall): MessageReader => ({
    findMessage: (subscriberId, messageId) => findMessage(through, subscriberId, messageId, v2Lists),
    messagePages: (query) => messagePages(through, query),
  });
  return {
    setAction: (action, userKey) =>
      setActionVerified(
        startSession(),
        action,
        actionKeySource(action, baseUrl, userKey),
        keyOrigin,
        v2Lists,
      ),
    writeAction: (action) =>
      writeAction(startSession(), action, actionKeySource(action, baseUrl, undefined), keyOrigin, v2Lists),
    ...messageReader(call),
    messageLookup: (options) => createMessageLookup(call, options),
    notificationPages: (query) => notificationPages(call, query),
    messageReader: (chooseHttp) =>
      messageReader(createNovuCall(chooseHttp({ withoutRetries: http, withRetries }), keyOrigin)),
    markMessages: (subscriberId, messageIds, mark) => markMessages(call, subscriberId, messageIds, mark),
    shelveMessage: (subscriberId, messageId, mark, until) =>
      shelveMessage(call, { subscriberId, messageId }, mark, until),
    deleteMessage: (messageId) => deleteMessage(call, messageId),
    subscriberPages: subscribers.pages,
    matchingSubscribers: subscribers.matching,
    subscriber: subscribers.read,
    environment: () => readEnvironment(call),
    raw: withRetries,
    failureOf: (request, response) => responseFailure(request, response, { isRaw: true }, keyOrigin),
    ...createSandboxControl(call),
  };
};

const actionKeySource = (
  action: ActionRequest,
  baseUrl: string,
  userKey: string | undefined,
): IdempotencyKeySource => idempotencyKeySource(userKey, baseUrl, () => actionRequest(action, ""));

/** The first key of a write: a fresh one, or one derived from the user's (docs/novu-api.md, "Idempotency"). */
export const idempotencyKeyFor = (
  action: ActionRequest,
  baseUrl: string,
  userKey: string | undefined,
): string => actionKeySource(action, baseUrl, userKey).next();

/**
 * Marks all of the messages with one request and returns those of the response. Another subscriber's messages are
 * unchanged in it (2.0) or missing (3.15), without an error (docs/novu-api.md, "Marks and delete").
 */
const markMessages = async (
  call: NovuCall,
  subscriberId: string,
  messageIds: readonly string[],
  mark: SeenMark,
): Promise<readonly MessageDocument[]> => {
  const body = await call(
    {
      method: "POST",
      path: path`/v1/subscribers/${subscriberId}/messages/mark-as`,
      headers: { "idempotency-key": freshKey() },
      newIdempotencyKey: freshKey,
      body: { messageId: messageIds, markAs: mark },
    },
    { subscriberId },
  );
  const { data } = unwrap(body);
  if (!Array.isArray(data)) throw notAList("messages");
  return data.filter(isJsonObject).map(asDocument);
};

const SHELF_VERBS: Readonly<Record<ShelfMark, string>> = {
  archived: "archive",
  unarchived: "unarchive",
  snoozed: "snooze",
  unsnoozed: "unsnooze",
};

const shelveMessage = async (
  call: NovuCall,
  subject: { readonly subscriberId: string; readonly messageId: string },
  mark: ShelfMark,
  until: number | undefined,
): Promise<void> => {
  const { subscriberId, messageId } = subject;
  await call(
    {
      method: "PATCH",
      path: path`/v2/subscribers/${subscriberId}/notifications/${messageId}/${SHELF_VERBS[mark]}`,
      headers: { "idempotency-key": freshKey() },
      newIdempotencyKey: freshKey,
      ...(until === undefined ? {} : { body: { snoozeUntil: new Date(until).toISOString() } }),
    },
    subject,
  );
};

/** A checked write, with the HTTP status and the number of tries it took. */
interface CheckedActionWrite extends MessageDocument {
  /** Status of the last response to the write itself. */
  readonly http: number | undefined;
  /** How often the write was sent. */
  readonly attempts: number;
}

/** @throws Failure as `setActionVerified`, and E_MISMATCH */
const writeAction = async (
  session: RequestSession,
  action: ActionRequest,
  key: IdempotencyKeySource,
  keyOrigin?: KeyOrigin,
  v2Lists?: V2Lists,
): Promise<CheckedActionWrite> => {
  const { document, message } = await setActionVerified(session, action, key, keyOrigin, v2Lists);
  assertAsRequested(action, message);
  return { document, message, http: session.status(), attempts: session.retries().tries };
};
