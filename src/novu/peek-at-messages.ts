import { askedWait } from "../http/asked-wait.js";
import type { Http, HttpResponse } from "../http/http.js";
import type { MessageDocument } from "./actions.js";
import { asDocument, listMessages, type MessageScope, type PageRequest } from "./messages.js";
import { createNovuCall } from "./novu-call.js";
import type { KeyOrigin } from "./verdict.js";

interface MessageLookRequest extends MessageScope, PageRequest {
  /** With the retries of the run; else one try, for who comes back in any case. */
  readonly isPatient: boolean;
  /** Less than the run's own limit for one try, ms. */
  readonly timeoutMs?: number | undefined;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Told how long the server wants to be left alone, ms, whatever it answered. */
  readonly onRest: (ms: number) => void;
}

export interface MessageLook {
  readonly messages: readonly MessageDocument[];
  readonly hasMore: boolean;
}

/** @throws Failure of `Http` and of every answer that is not a list */
export type PeekAtMessages = (request: MessageLookRequest) => Promise<MessageLook>;

/** Looks at one page of messages, and hears what the answer's headers say of rates (contract 6). */
export const peekAtMessages =
  (https: { readonly once: Http; readonly patiently: Http }, keyOrigin?: KeyOrigin): PeekAtMessages =>
  async ({ isPatient, timeoutMs, now, onRest, subscriberId, transactionIds, ...page }) => {
    const http = isPatient ? https.patiently : https.once;
    const listening: Http = async (request) => {
      const response = await http(timeoutMs === undefined ? request : { ...request, timeoutMs });
      const rest = restOf(response, now());
      if (rest > 0) onRest(rest);
      return response;
    };
    const call = createNovuCall(listening, keyOrigin);
    const { items, hasMore } = await listMessages(call, { subscriberId, transactionIds }, page);
    return { messages: items.map(asDocument), hasMore };
  };

/** The server may mean less than a second by a zero (contract 6). */
const LEAST_MS = 250;

/** Asked for outright, or meant by the last of the allowed requests having been this one. */
const restOf = (response: HttpResponse, now: number): number => {
  const { headers } = response;
  const asked = askedWait(response, now);
  if (asked !== undefined) return Math.max(LEAST_MS, asked);
  const [remaining, reset] = [headers["ratelimit-remaining"], headers["ratelimit-reset"]].map((text) =>
    Number(text || Number.NaN),
  );
  const isUsedUp = remaining !== undefined && remaining < 1;
  // In whole seconds, by a clock that is not ours.
  return isUsedUp && reset !== undefined ? (reset || 0) * 1_000 + LEAST_MS : 0;
};
