import type { ActionRequest } from "../domain/action-request.js";
import type { Environment } from "../domain/environment.js";
import type { JsonObject } from "../domain/json.js";
import type { PageSearchResult } from "../domain/page-search.js";
import type { Failure } from "../failure/failure.js";
import type { Http, HttpRequest, HttpResponse } from "../http/http.js";
import { actionRequest, type MessageDocument, setAction } from "./actions.js";
import { answerFailure } from "./answer-failure.js";
import { readEnvironment } from "./environments.js";
import { derivedKey, freshKey } from "./idempotency-key.js";
import { findMessage } from "./messages.js";
import { createNovuCall } from "./novu-call.js";
import { type ClickRequest, clickInSandbox, type SeedRequest, seedSandbox } from "./sandbox-control.js";
import type { KeyOrigin } from "./verdict.js";

/** The Novu API as this tool uses it. Every call throws a Failure for anything but a success. */
export interface Novu {
  /** Sets one button. A user's own idempotency key is hashed with all that tells this write apart. */
  setAction(action: ActionRequest, userKey?: string): Promise<MessageDocument>;
  /** Searches the subscriber's messages, at most so many pages of 100. */
  findMessage(
    subscriberId: string,
    messageId: string,
    mostPages?: number,
  ): Promise<PageSearchResult<MessageDocument>>;
  /** The environment the key opens. */
  environment(): Promise<Environment>;
  /** One request and its answer as it came, whatever its status. @throws as `Http` */
  readonly raw: Http;
  /** What is behind an answer that is not a success, where a user wrote the request. */
  refusal(request: HttpRequest, response: HttpResponse): Failure;
  /** Only on a sandbox. */
  seed(seed: SeedRequest): Promise<readonly JsonObject[]>;
  /** Only on a sandbox. */
  click(click: ClickRequest): Promise<void>;
}

export const createNovu = (http: Http, baseUrl: string, keyOrigin?: KeyOrigin): Novu => {
  const call = createNovuCall(http, keyOrigin);
  return {
    setAction: (action, userKey) => setAction(call, action, idempotencyKeyFor(action, baseUrl, userKey)),
    findMessage: (subscriberId, messageId, mostPages) =>
      findMessage(call, subscriberId, messageId, mostPages),
    environment: () => readEnvironment(call),
    raw: http,
    refusal: (request, response) => answerFailure(request, response, { isRaw: true }, keyOrigin),
    seed: (seed) => seedSandbox(call, seed),
    click: (click) => clickInSandbox(call, click),
  };
};

/** The key a write carries: fresh, or a user's own made safe (contract 5). */
export const idempotencyKeyFor = (
  action: ActionRequest,
  baseUrl: string,
  userKey: string | undefined,
): string =>
  userKey === undefined ? freshKey() : derivedKey(userKey, new URL(baseUrl).host, actionRequest(action, ""));
