import type { Context } from "../../../context/context.js";
import { addHint, Failure } from "../../../failures/failure.js";
import type { MessageSelector } from "../../../model/message.js";
import type { MessageDocument } from "../../../novu/actions.js";
import { createMessagePoller, orNone } from "../../../novu/message-poller.js";
import type { PollClient } from "../../../novu/poll-client.js";
import {
  type AwaitedMessage,
  afterPoll,
  UNSEEN,
  type WantedButton,
} from "../../../polling/awaited-message.js";
import { withoutTransaction } from "../resolve/address-failures.js";
import { resolveMessage } from "../resolve/resolve-message.js";

/** One message that is waited for, as far as it is known. */
export interface TrackedMessage extends AwaitedMessage {
  readonly selector: MessageSelector;
  readonly subscriberId: string | undefined;
  /** As it was last seen. */
  readonly seen: MessageDocument | undefined;
  /** Why it was not found, where it never was. */
  readonly failure?: Failure | undefined;
}

export interface WaitTracker {
  /**
   * Looks once at all of them: searches for those that were not found yet, and asks for the others together.
   * @throws Failure of a look that got no answer, and for what no other look can find
   */
  poll(): Promise<void>;
  readonly tracked: () => readonly TrackedMessage[];
}

interface WaitTrackerOptions {
  readonly pollClient: PollClient;
  readonly output: Pick<Context["output"], "isForPerson" | "textWidth" | "note" | "warn" | "print" | "show">;
  readonly selectors: readonly MessageSelector[];
  readonly button: WantedButton;
  /** A transaction stands for all of its messages. */
  readonly isMany: boolean;
}

export const createWaitTracker = ({
  pollClient,
  output,
  selectors,
  button,
  isMany,
}: WaitTrackerOptions): WaitTracker => {
  const poller = createMessagePoller(pollClient);
  /** The wait has its own to say, and says it once. */
  const quiet = { ...output, note: async () => {}, during: <T>(_: unknown, work: Promise<T>) => work };
  const groups = isMany ? selectors.filter(isOfTransaction) : [];
  /** By selector, since an id is not known of all. */
  let named: readonly TrackedMessage[] = selectors
    .filter((selector) => !(isMany && isOfTransaction(selector)))
    .map((selector) => ({ ...UNSEEN, selector, subscriberId: selector.subscriberId, seen: undefined }));
  /** What the groups turned out to be. */
  let members: readonly TrackedMessage[] = [];

  const afterSearch = (
    before: TrackedMessage,
    found: MessageDocument | undefined,
    failure?: Failure,
  ): TrackedMessage => ({
    ...before,
    ...afterPoll(before, found?.message, button),
    seen: found ?? before.seen,
    failure,
  });

  const search = async (before: TrackedMessage): Promise<TrackedMessage> => {
    try {
      const { found, subscriberId } = await resolveMessage(
        { output: quiet },
        pollClient,
        before.selector,
        "clickable",
      );
      return { ...afterSearch(before, found), subscriberId };
    } catch (error) {
      if (!isAbsence(error)) throw isMany ? error : orSeveral(error);
      return afterSearch(before, undefined, error);
    }
  };

  const pollKnown = async (known: readonly TrackedMessage[]): Promise<void> => {
    const transactions = [
      ...known.flatMap(({ seen }) => seen?.message.transactionId ?? []),
      ...groups.map(({ transactionId }) => transactionId),
    ];
    if (transactions.length === 0) return;
    const scope = {
      transactionIds: [...new Set(transactions)],
      subscriberId: onlyOne([...known, ...groups].map(({ subscriberId }) => subscriberId)),
    };
    const ids = new Set(known.flatMap(({ seen }) => seen?.message.id ?? []));
    const { messages: met } = await orNone(groups.length > 0 ? poller.all(scope) : poller.these(scope, ids));
    const metNow = (each: TrackedMessage) => met.find(({ message }) => message.id === each.seen?.message.id);
    named = named.map((each) => (known.includes(each) ? afterSearch(each, metNow(each)) : each));
    members = groups.length === 0 ? [] : membersAfter(met);
  };

  const membersAfter = (met: readonly MessageDocument[]): readonly TrackedMessage[] => {
    const isOurs = ({ message }: MessageDocument) =>
      !named.some(({ seen }) => seen !== undefined && seen.message.id === message.id);
    const groupOf = ({ message }: MessageDocument) =>
      groups.find(
        ({ transactionId, subscriberId = message.subscriberId }) =>
          transactionId === message.transactionId && subscriberId === message.subscriberId,
      );
    const old = members.map((each) =>
      afterSearch(
        each,
        met.find(({ message }) => message.id === each.seen?.message.id),
      ),
    );
    const fresh = met.filter(
      (each) => isOurs(each) && !members.some(({ seen }) => seen?.message.id === each.message.id),
    );
    const added = fresh.flatMap((each) => {
      const selector = groupOf(each);
      if (selector === undefined) return [];
      return [
        afterSearch({ ...UNSEEN, selector, subscriberId: each.message.subscriberId, seen: undefined }, each),
      ];
    });
    return [...old, ...added];
  };

  return {
    poll: async () => {
      const known = named.filter(({ seen }) => seen?.message.transactionId !== undefined);
      for (const each of named) {
        if (known.includes(each)) continue;
        const searched = await search(each);
        named = named.map((other) => (other === each ? searched : other));
      }
      await pollKnown(known);
    },
    tracked: () => [
      ...named,
      ...members,
      ...groups.filter((group) => !members.some(({ selector }) => selector === group)).map(missingGroup),
    ],
  };
};

type OfTransaction = Extract<MessageSelector, { by: "transaction" }>;

const isOfTransaction = (selector: MessageSelector): selector is OfTransaction =>
  selector.by === "transaction";

const missingGroup = (selector: OfTransaction): TrackedMessage => ({
  ...UNSEEN,
  selector,
  subscriberId: selector.subscriberId,
  seen: undefined,
  failure: withoutTransaction(selector.transactionId, selector.subscriberId),
});

/** Not there, which may be a matter of time. One whose line can be put right will not come. */
const isAbsence = (error: unknown): error is Failure =>
  error instanceof Failure &&
  (error.code === "E_MESSAGE" || error.code === "E_SUBSCRIBER") &&
  error.info.correction === undefined;

const orSeveral = (error: unknown): unknown =>
  error instanceof Failure && error.code === "E_AMBIGUOUS"
    ? addHint(error, "last", "Or wait for several of them: --any, --all or --quorum n.")
    : error;

const onlyOne = (ids: readonly (string | undefined)[]): string | undefined => {
  const [first, ...others] = new Set(ids);
  return others.length === 0 ? first : undefined;
};
