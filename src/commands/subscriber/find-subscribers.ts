import { mentions } from "../../model/subscriber.js";
import type { Novu } from "../../novu/novu.js";
import type { SubscriberDocument } from "../../novu/subscribers.js";
import type { ListSubscribersInput } from "./list.js";

/** Subscribers that were found, and where the looking stands after them. */
export interface FoundSubscribers {
  readonly subscribers: readonly SubscriberDocument[];
  readonly state: /** Novu was asked for exactly the text, and had these. */
    | { readonly kind: "exact" }
    /** What was read so far; `next` is where the rest begins, if there is any. */
    | { readonly kind: "read"; readonly lookedAt: number; readonly next: string | undefined }
    /** Enough were found before the end of what was read. */
    | { readonly kind: "enough"; readonly lookedAt: number };
}

type Calls = Pick<Novu, "subscriberPages" | "exactSubscribers">;

/** A text that is found nowhere must not make us read all of a large environment unasked. */
const LOOKED_AT = 1_000;

export const findSubscribers = (novu: Calls, input: ListSubscribersInput): AsyncIterable<FoundSubscribers> =>
  input.search === undefined ? listed(novu, input) : searched(novu, input, input.search);

async function* listed(novu: Calls, { after, limit }: ListSubscribersInput): AsyncIterable<FoundSubscribers> {
  let lookedAt = 0;
  for await (const { subscribers, next } of novu.subscriberPages({ after, most: limit })) {
    lookedAt += subscribers.length;
    yield { subscribers, state: { kind: "read", lookedAt, next } };
  }
}

/** Novu finds only exact values, so first it is asked for those; else the newest are looked through here. */
async function* searched(
  novu: Calls,
  { after, limit }: ListSubscribersInput,
  text: string,
): AsyncIterable<FoundSubscribers> {
  if (after === undefined && limit !== undefined) {
    const exact = await novu.exactSubscribers(text);
    if (exact.length > 0) {
      yield { subscribers: exact.slice(0, limit), state: { kind: "exact" } };
      return;
    }
  }
  let lookedAt = 0;
  let wanted = limit ?? Number.POSITIVE_INFINITY;
  for await (const { subscribers, next } of novu.subscriberPages({
    after,
    most: limit === undefined ? undefined : LOOKED_AT,
  })) {
    lookedAt += subscribers.length;
    const matching = subscribers.filter(({ subscriber }) => mentions(subscriber, text));
    const taken = matching.slice(0, wanted);
    wanted -= taken.length;
    const isCut = taken.length < matching.length;
    yield {
      subscribers: taken,
      state: isCut ? { kind: "enough", lookedAt } : { kind: "read", lookedAt, next },
    };
    if (wanted === 0) return;
  }
}
