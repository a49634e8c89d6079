import { Failure } from "../failures/failure.js";
import { mentions, type Subscriber } from "../model/subscriber.js";
import type { Novu } from "../novu/novu.js";
import type { Choice, Search } from "../prompts/prompts.js";

/** A search through more looks like one that hangs; a longer list is searched by typing an id or an e-mail. */
const MOST_PAGES = 20;

type Needs = Pick<Novu, "subscriber" | "subscriberPages" | "exactSubscribers">;

/**
 * Recent subscribers first, then those that Novu finds exactly, then all that mention what was typed. Whose
 * id was typed in full comes before everybody else, so that Enter means that one.
 */
export const searchSubscribers = (novu: Needs, recent: readonly string[]): Search<string> =>
  async function* (term, signal) {
    const wanted = term.trim();
    const isNew = onlyOnce();
    const named = wanted === "" ? [] : await subscribersNamed(novu, wanted, signal);
    const recents = recent
      .filter((id) => id.toLowerCase().includes(wanted.toLowerCase()))
      .map((id) => ({ value: id, name: id, detail: "recent" }));
    yield [...named, ...recents].filter(({ value }) => isNew(value));
    let pagesRead = 0;
    for await (const { subscribers } of novu.subscriberPages({ signal })) {
      const fitting = subscribers.filter(({ subscriber }) => wanted === "" || mentions(subscriber, wanted));
      yield fitting.flatMap(({ subscriber }) => choiceOf(subscriber)).filter(({ value }) => isNew(value));
      pagesRead += 1;
      if (pagesRead === MOST_PAGES) return;
    }
  };

/** The one with that id, then those with that name, e-mail or phone. */
const subscribersNamed = async (
  novu: Needs,
  text: string,
  signal: AbortSignal,
): Promise<Choice<string>[]> => {
  const [own, others] = await Promise.all([
    novu.subscriber(text, signal).catch(noneIfUnknown),
    novu.exactSubscribers(text, signal),
  ]);
  return [...(own === undefined ? [] : [own]), ...others].flatMap(({ subscriber }) => choiceOf(subscriber));
};

const noneIfUnknown = (error: unknown): undefined => {
  const isUnknown = error instanceof Failure && (error.code === "E_SUBSCRIBER" || error.code === "E_ID");
  if (!isUnknown) throw error;
};

const onlyOnce = (): ((id: string) => boolean) => {
  const met = new Set<string>();
  return (id) => !met.has(id) && met.add(id).has(id);
};

const choiceOf = ({ subscriberId, name, email }: Subscriber): Choice<string>[] =>
  subscriberId === undefined
    ? []
    : [{ value: subscriberId, name: subscriberId, detail: [name, email].filter(Boolean).join(" · ") }];
