import type { ActionRequest } from "../domain/action-request.js";
import type { Environment } from "../domain/environment.js";
import type { JsonObject } from "../domain/json.js";
import type { PageSearchResult } from "../domain/page-search.js";
import type { Http } from "../http/http.js";
import { actionRequest, type MessageDocument, setAction } from "./actions.js";
import { readEnvironment } from "./environments.js";
import { derivedKey, freshKey } from "./idempotency-key.js";
import { findMessage } from "./messages.js";
import { createNovuCall } from "./novu-call.js";
import {
  armedInSandbox,
  armInSandbox,
  type ClickRequest,
  clearInSandbox,
  clickInSandbox,
  type FaultRequest,
  type SeedRequest,
  seedSandbox,
} from "./sandbox-control.js";
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
  /** Only on a sandbox. */
  seed(seed: SeedRequest): Promise<readonly JsonObject[]>;
  /** Only on a sandbox. */
  click(click: ClickRequest): Promise<void>;
  /** Only on a sandbox: the fault as armed. */
  fault(fault: FaultRequest): Promise<JsonObject>;
  /** Only on a sandbox. */
  armedFaults(): Promise<readonly JsonObject[]>;
  /** Only on a sandbox: how many there were. */
  clearFaults(): Promise<number>;
}

export const createNovu = (http: Http, baseUrl: string, keyOrigin?: KeyOrigin): Novu => {
  const call = createNovuCall(http, keyOrigin);
  return {
    setAction: (action, userKey) => setAction(call, action, idempotencyKeyFor(action, baseUrl, userKey)),
    findMessage: (subscriberId, messageId, mostPages) =>
      findMessage(call, subscriberId, messageId, mostPages),
    environment: () => readEnvironment(call),
    seed: (seed) => seedSandbox(call, seed),
    click: (click) => clickInSandbox(call, click),
    fault: (fault) => armInSandbox(call, fault),
    armedFaults: () => armedInSandbox(call),
    clearFaults: () => clearInSandbox(call),
  };
};

/** The key a write carries: fresh, or a user's own made safe (contract 5). */
export const idempotencyKeyFor = (
  action: ActionRequest,
  baseUrl: string,
  userKey: string | undefined,
): string =>
  userKey === undefined ? freshKey() : derivedKey(userKey, new URL(baseUrl).host, actionRequest(action, ""));
