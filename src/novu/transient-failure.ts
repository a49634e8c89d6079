import type { Failure } from "../failures/failure.js";
import type { FailureCode } from "../failures/failure-codes.js";
import { isTransient } from "../http/network-failure.js";

/** What is over a moment later, whoever asks. */
const TRANSIENT: ReadonlySet<FailureCode> = new Set(["E_TIMEOUT", "E_NETWORK", "E_RATE_LIMIT", "E_SERVER"]);
const TOO_EARLY: ReadonlySet<number | undefined> = new Set([408, 425]);

/**
 * What a set-up that has worked meets on another network: no network yet, a hotel's sign-in page, a gateway that refuses
 * what was answered before.
 */
const OF_THE_WAY: ReadonlySet<FailureCode> = new Set([
  "E_DNS",
  "E_CONNECT",
  "E_PROXY",
  "E_TLS",
  "E_REDIRECT",
  "E_NOT_NOVU",
  "E_ANSWER",
  "E_ANSWER_SIZE",
  "E_ANSWER_ENCODING",
  "E_NO_ROUTE",
  "E_REJECTED",
  "E_INVALID",
  "E_TOO_LARGE",
  "E_SEARCH",
]);

/**
 * Whether the same question may be answered later, for somebody who has time.
 * @param hasWorked whether the same set-up has got an answer before; else it may be wrong, which no time mends
 */
export const isTransientFailure = (failure: Failure, hasWorked: boolean): boolean =>
  TRANSIENT.has(failure.code) ||
  TOO_EARLY.has(failure.info.http?.status) ||
  isTransient(failure) ||
  (hasWorked && OF_THE_WAY.has(failure.code));
