import { askedWait } from "../http/asked-wait.js";
import type { Http } from "../http/http.js";
import { type MessagePage, type MessageQuery, messagePages } from "./message-pages.js";
import { findMessage, type MessageSearchResult } from "./messages.js";
import { createNovuCall } from "./novu-call.js";
import type { KeyOrigin } from "./verdict.js";

export interface LookHow {
  /** The longest that a request begun now may take, ms; the run's own limit for one holds beside it. */
  readonly longestMs: () => number;
  /** ms since the epoch. */
  readonly now: () => number;
}

/** Questions of somebody who looks again and again: each is asked once, patience is the asker's own. */
export interface Looks {
  findMessage(subscriberId: string, messageId: string): Promise<MessageSearchResult>;
  messagePages(query: MessageQuery): AsyncIterable<MessagePage>;
  /** Until when the server has asked to be left alone, ms since the epoch; in the past where it has not. */
  quietUntil(): number;
}

/** @param http makes a request once */
export const createLooks = (http: Http, { longestMs, now }: LookHow, keyOrigin?: KeyOrigin): Looks => {
  let quietUntil = 0;
  const call = createNovuCall(async (request) => {
    const response = await http({ ...request, timeoutMs: longestMs() });
    quietUntil = now() + (askedWait(response, now()) ?? 0);
    return response;
  }, keyOrigin);
  return {
    findMessage: (subscriberId, messageId) => findMessage(call, subscriberId, messageId),
    messagePages: (query) => messagePages(call, query),
    quietUntil: () => quietUntil,
  };
};
