import type { ExitName } from "../../../failures/exit-codes.js";
import type { Failure } from "../../../failures/failure.js";
import { FAILURE_CODES } from "../../../failures/failure-codes.js";

const REFUSED: ReadonlySet<ExitName> = new Set(["auth", "config"]);

/**
 * Whether every other row would fail in the same way: the key is not accepted; or nothing answers there, and
 * nothing has answered yet. A server that goes away later may come back.
 */
export const isFatal = (failure: Failure, hasAnswered: boolean): boolean => {
  const { exit } = FAILURE_CODES[failure.code];
  if (REFUSED.has(exit)) return true;
  return !hasAnswered && (FATAL_ALONE.has(failure.code) || exit === "network");
};

/** What answers is no Novu. */
const FATAL_ALONE: ReadonlySet<Failure["code"]> = new Set(["E_NOT_NOVU", "E_REDIRECT", "E_NO_ROUTE"]);
