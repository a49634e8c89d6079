import { Failure } from "../failures/failure.js";
import { matchesText, type Subscriber } from "../model/subscriber.js";
import type { Novu } from "../novu/novu.js";
import type { Choice, Search } from "../prompts/prompts.js";

/** Reading more pages would take too long; beyond them, an ID or e-mail address can be typed. */
const MAX_PAGES = 20;

type SubscriberReader = Pick<Novu, "subscriber" | "subscriberPages" | "exactSubscribers">;

/**
 * Yields exact matches first, so that Enter selects a subscriber whose ID was typed in full. Then come recent subscribers,
 * and then all others that contain the typed text.
 */
export const subscriberSearch = (novu: SubscriberReader, recent: readonly string[]): Search<string> =>
  async function* (term, signal) {
    const query = term.trim();
    const isNew = trackSeen();
    const named = query === "" ? [] : await subscribersNamed(novu, query, signal);
    const recents = recent
      .filter((id) => id.toLowerCase().includes(query.toLowerCase()))
      .map((id) => ({ value: id, name: id, detail: "recent" }));
    yield [...named, ...recents].filter(({ value }) => isNew(value));
    let pagesRead = 0;
    for await (const { subscribers } of novu.subscriberPages({ signal })) {
      const fitting = subscribers.filter(({ subscriber }) => query === "" || matchesText(subscriber, query));
      yield fitting.flatMap(({ subscriber }) => choiceOf(subscriber)).filter(({ value }) => isNew(value));
      pagesRead += 1;
      if (pagesRead === MAX_PAGES) return;
    }
  };

/** The subscriber with this ID, then those with this name, e-mail address or phone number. */
const subscribersNamed = async (
  novu: SubscriberReader,
  text: string,
  signal: AbortSignal,
): Promise<Choice<string>[]> => {
  const [byId, others] = await Promise.all([
    novu.subscriber(text, signal).catch(noneIfUnknown),
    novu.exactSubscribers(text, signal),
  ]);
  return [...(byId === undefined ? [] : [byId]), ...others].flatMap(({ subscriber }) => choiceOf(subscriber));
};

const noneIfUnknown = (error: unknown): undefined => {
  const isUnknown = error instanceof Failure && (error.code === "E_SUBSCRIBER" || error.code === "E_ID");
  if (!isUnknown) throw error;
};

const trackSeen = (): ((id: string) => boolean) => {
  const seen = new Set<string>();
  return (id) => !seen.has(id) && seen.add(id).has(id);
};

const choiceOf = ({ subscriberId, name, email }: Subscriber): Choice<string>[] =>
  subscriberId === undefined
    ? []
    : [{ value: subscriberId, name: subscriberId, detail: [name, email].filter(Boolean).join(" · ") }];
