import { Failure } from "../failures/failure.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { isMessageId } from "../model/message-id.js";
import type { Subscribers } from "./subscribers.js";

/** One page: IDs of the newest subscribers. */
const MAX_SUBSCRIBERS = 100;

/**
 * Adds to the failure for an unknown subscriber the ID that was probably meant, and returns any other error as it is. Costs
 * one request, and none for other errors.
 * @param recent IDs that were used on this machine
 */
export const withLikelySubscriber = async (
  error: unknown,
  pages: Subscribers["pages"],
  recent: readonly string[],
): Promise<unknown> => {
  if (!(error instanceof Failure) || error.code !== "E_SUBSCRIBER" || error.info.correction) return error;
  const given = error.info.details?.subscriberId;
  // A mistyped ID is close to what a person reads; 24 hexadecimal digits are not typed.
  if (typeof given !== "string" || isMessageId(given)) return error;
  // Whatever goes wrong here, the first failure is the one to show.
  const newest = await newestIds(pages).catch(() => []);
  const right = closest(given, [...new Set([...recent, ...newest])].filter(mayBeMeantBy(given)));
  if (right === undefined) return error;
  const { code, message, info } = error;
  return new Failure(code, `${message}${didYouMean(right)}`, {
    ...info,
    correction: { wrong: given, right },
  });
};

const newestIds = async (pages: Subscribers["pages"]): Promise<readonly string[]> => {
  for await (const { subscribers } of pages({ max: MAX_SUBSCRIBERS }))
    return subscribers.flatMap(({ subscriber }) => subscriber.subscriberId ?? []);
  return [];
};

/** IDs such as user-41 and user-42 are of two people, not a mistyped one. */
const mayBeMeantBy = (given: string) => {
  const digits = digitsOf(given);
  return (id: string): boolean => id !== given && digitsOf(id) === digits;
};

const digitsOf = (id: string): string => id.replace(/\D/g, "");
