import type { Observations } from "./examine.js";
import { type Finding, info, pass, skip, warn } from "./finding.js";
import type { Visit } from "./visit.js";

/** Beyond that, times such as “2 hours ago” and `--since` are visibly wrong. */
const MOST_SECONDS = 30;
/** A Date header has whole seconds, rounded down. */
const HALF_SECOND_MS = 500;

/** This machine's clock against the server's, as the Date header of the quickest answer tells it. */
export const checkClock = ({ visits }: Pick<Observations, "visits">): Finding => {
  if (visits.length === 0) return skip("clock", "there is no answer to compare with");
  const [skew] = visits
    .flatMap((visit) => {
      const serverTime = Date.parse(visit.response.headers.date ?? "");
      return Number.isNaN(serverTime)
        ? []
        : [{ ms: visit.milliseconds, aheadMs: aheadOf(visit, serverTime) }];
    })
    .sort((a, b) => a.ms - b.ms);
  if (skew === undefined) return info("clock", "unknown: no answer has a date", { aheadSeconds: null });
  const aheadSeconds = Math.round(skew.aheadMs / 1_000);
  const details = { aheadSeconds };
  if (Math.abs(aheadSeconds) <= MOST_SECONDS) return pass("clock", "agrees with the server's", details);
  const direction = aheadSeconds > 0 ? "ahead of" : "behind";
  return warn("clock", `${Math.abs(aheadSeconds)} s ${direction} the server's`, details, [
    "Let this machine's clock be set by NTP: times such as “2 hours ago” are reckoned by it.",
  ]);
};

/** How far this machine is ahead, taking the server's moment as the middle of the call. */
const aheadOf = ({ startedAt, milliseconds }: Visit, serverTime: number): number =>
  startedAt + milliseconds / 2 - (serverTime + HALF_SECOND_MS);
