import { chunks } from "../domain/chunks.js";
import type { MessageDocument } from "./actions.js";
import type { Looks } from "./looks.js";
import { type MessageScope, MOST_TRANSACTIONS } from "./messages.js";

/** What one look is to see. */
interface LookAim {
  /** Several are one request: the parameter repeats (contract 4). */
  readonly transactionIds: readonly string[];
  /** Where all are one subscriber's. */
  readonly subscriberId: string | undefined;
  /** The messages it is over with; absent, all of the transactions are wanted. */
  readonly messageIds: ReadonlySet<string> | undefined;
}

/** What the server lists of them now. One that is not there may be on its way, or only missing from a lagging copy. */
export type LookAt = (aim: LookAim) => Promise<readonly MessageDocument[]>;

const WHOLE_PAGE = 100;

/**
 * Looks at messages again and again with the smallest pages that hold them: how far down the list the wanted ones
 * were is remembered from look to look.
 */
export const createLookAt = (looks: Pick<Looks, "messagePages">): LookAt => {
  let depth = 1;

  const lookAtWanted = async (
    scope: MessageScope,
    wanted: ReadonlySet<string>,
  ): Promise<MessageDocument[]> => {
    const pageSize = Math.min(WHOLE_PAGE, Math.max(depth, wanted.size));
    const met: MessageDocument[] = [];
    let read = 0;
    for await (const { messages } of looks.messagePages({ ...scope, pageSize })) {
      const isWanted = messages.map(({ message }) => wanted.has(message.id ?? ""));
      met.push(...messages.filter((_, at) => isWanted[at]));
      depth = Math.max(depth, read + isWanted.lastIndexOf(true) + 1);
      read += messages.length;
      if (met.length === wanted.size) break;
    }
    return met;
  };

  const lookAtAll = async (scope: MessageScope): Promise<MessageDocument[]> => {
    const met: MessageDocument[] = [];
    for await (const { messages } of looks.messagePages({ ...scope, pageSize: WHOLE_PAGE }))
      met.push(...messages);
    return met;
  };

  return async ({ transactionIds, subscriberId, messageIds }) => {
    const met: MessageDocument[] = [];
    for (const some of chunks(transactionIds, MOST_TRANSACTIONS)) {
      const scope = { transactionIds: some, subscriberId };
      met.push(...(await (messageIds === undefined ? lookAtAll(scope) : lookAtWanted(scope, messageIds))));
    }
    return met;
  };
};
