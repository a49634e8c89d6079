import type { Observations } from "./examine.js";
import { type Finding, info, pass, skip, warn } from "./finding.js";
import { shorten } from "./shorten.js";
import type { Visit } from "./visit.js";

/** The category that writes of actions count in (contract 6). */
const OF_ACTIONS = "configuration";

/** The limit as the newest answer tells it; only answers to a key do (contract 6). */
export const checkRateLimit = ({
  visits,
  environment,
}: Pick<Observations, "visits" | "environment">): Finding => {
  const limits = visits.filter(({ hadKey }) => hadKey).flatMap(limitOf);
  const limit = limits.findLast(({ category }) => category === OF_ACTIONS) ?? limits.at(-1);
  // A key that is refused is refused before it is counted.
  if (limit === undefined && environment.kind !== "seen")
    return skip("rate-limit", "only an answer to a good key would show it");
  if (limit === undefined) return info("rate-limit", "off: no answer has RateLimit headers", { on: false });
  const { shown, ...facts } = limit;
  const { category, remaining, policy } = facts;
  const of = category === null ? "" : ` in category ${category}`;
  const finding = `on${of}: ${shown}, policy ${policy ?? "not told"}`;
  const details = { on: true, ...facts };
  return remaining !== null && remaining <= 0
    ? warn("rate-limit", finding, details, ["Wait a few seconds, or let other jobs with this key go slower."])
    : pass("rate-limit", finding, details);
};

const limitOf = ({ response }: Visit) => {
  const { headers } = response;
  const text = headers["ratelimit-limit"];
  if (text === undefined) return [];
  const policy = headers["ratelimit-policy"];
  const limit = numberIn(text);
  const remaining = numberIn(headers["ratelimit-remaining"]);
  return [
    {
      limit,
      remaining,
      resetSeconds: numberIn(headers["ratelimit-reset"]),
      category: /category="([\w-]{1,40})"/.exec(policy ?? "")?.[1] ?? null,
      policy: policy === undefined ? null : shorten(policy),
      shown: `${remaining ?? "?"} left of ${limit ?? "?"}`,
    },
  ];
};

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null;
