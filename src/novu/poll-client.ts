import type { Http } from "../http/http.js";
import { nextRequestDelay } from "../http/next-request-delay.js";
import type { KeyOrigin } from "./error-classification.js";
import { type MessagePage, type MessageQuery, messagePages } from "./message-pages.js";
import { findMessage, type MessageSearchResult } from "./messages.js";
import { createNovuCall } from "./novu-call.js";

export interface PollClientOptions {
  /** The longest that a request begun now may take, ms; the run's own limit for one holds beside it. */
  readonly longestMs: () => number;
  /** ms since the epoch. */
  readonly now: () => number;
  /**
   * Settles when a request may be made, not before the server wants to be asked again; ends the look by a failure
   * where that is too late.
   */
  readonly turn: (quietUntil: number) => Promise<void>;
  /** Whether a request that is made now is worth the run's retries; else it is made once. */
  readonly isWorthRetries: () => boolean;
}

/** Questions of somebody who looks again and again, and has patience of their own. */
export interface PollClient {
  findMessage(subscriberId: string, messageId: string): Promise<MessageSearchResult>;
  messagePages(query: MessageQuery): AsyncIterable<MessagePage>;
  /** Until when the server has asked to be left alone, ms since the epoch; in the past where it has not. */
  quietUntil(): number;
}

export const createPollClient = (
  https: { readonly once: Http; readonly patiently: Http },
  { longestMs, now, turn, isWorthRetries }: PollClientOptions,
  keyOrigin?: KeyOrigin,
): PollClient => {
  let asked = { at: 0, ms: 0 };
  // No longer than was asked for, should the clock have been set back since.
  const quietUntil = () => Math.min(asked.at, now()) + asked.ms;
  const call = createNovuCall(async (request) => {
    await turn(quietUntil());
    const http = isWorthRetries() ? https.patiently : https.once;
    const response = await http({ ...request, timeoutMs: longestMs() });
    asked = { at: now(), ms: nextRequestDelay(response, now()) };
    return response;
  }, keyOrigin);
  return {
    findMessage: (subscriberId, messageId) => findMessage(call, subscriberId, messageId),
    messagePages: (query) => messagePages(call, query),
    quietUntil,
  };
};
