import type { Observations } from "./examine.js";
import { type Finding, info, pass, skip, warn } from "./finding.js";
import { shorten } from "./shorten.js";
import type { Visit } from "./visit.js";

/** The category of the action route (docs/novu-api.md, "Rate limits"). */
const OF_ACTIONS = "configuration";

/** The limit in the newest answer; only authenticated answers have one (docs/novu-api.md, "Rate limits"). */
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
  const { category, remaining } = limit;
  const finding = `on: ${sentence(limit)}${category === null ? "" : `, category ${category}`}`;
  const details = { on: true, ...limit };
  return remaining !== null && remaining <= 0
    ? warn("rate-limit", finding, details, ["Wait a few seconds, or let other jobs with this key go slower."])
    : pass("rate-limit", finding, details);
};

/** The numbers of one answer, as far as it has them; the policy also as the server wrote it. */
interface Limit {
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly resetSeconds: number | null;
  readonly windowSeconds: number | null;
  /** More than the limit: what a bucket that was left alone holds. */
  readonly burst: number | null;
  readonly category: string | null;
  readonly policy: string | null;
}

const limitOf = ({ response }: Visit): Limit[] => {
  const { headers } = response;
  const limit = headers["ratelimit-limit"];
  if (limit === undefined) return [];
  const policy = headers["ratelimit-policy"] ?? "";
  return [
    {
      limit: numberIn(limit),
      remaining: numberIn(headers["ratelimit-remaining"]),
      resetSeconds: numberIn(headers["ratelimit-reset"]),
      windowSeconds: numberIn(/;w=(\d+)/.exec(policy)?.[1]),
      burst: numberIn(/;burst=(\d+)/.exec(policy)?.[1]),
      category: /;category="([\w-]{1,40})"/.exec(policy)?.[1] ?? null,
      policy: policy === "" ? null : shorten(policy),
    },
  ];
};

const sentence = ({ limit, remaining, windowSeconds, burst }: Limit): string =>
  [
    `${limit ?? "an unknown number of"} requests${windowSeconds === null ? "" : ` per ${windowSeconds} s`}`,
    ...(burst === null ? [] : [`${burst} at once`]),
    `${remaining ?? "an unknown number"} left`,
  ].join(", ");

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null;
