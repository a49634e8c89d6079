import type { NextStep } from "../failures/failure.js";
import { isLoopback, REGION_NAMES, REGIONS } from "./api-url.js";
import type { ConnectionPlan } from "./resolve-connection.js";

/** For failures when Novu rejects a key. */
interface KeyOriginText {
  /** Where the key and the address came from. */
  readonly text?: string;
  /** What can be wrong with the key, if that is not the region. */
  readonly unknownKey?: readonly string[];
  readonly next: readonly NextStep[];
}

export const keyOrigin = (plan: Pick<ConnectionPlan, "key" | "apiUrl" | "profile">): KeyOriginText => {
  const { key, apiUrl } = plan;
  const at = keyOriginAt(apiUrl.value);
  return {
    ...at,
    text: `The key comes from ${key?.source ?? "nowhere"}, the URL ${apiUrl.value} from ${apiUrl.source}.`,
    next: [...nextSteps(plan), ...at.next],
  };
};

/** The same for a key that was just given. */
export const keyOriginAt = (apiUrl: string): KeyOriginText =>
  isLoopback(apiUrl)
    ? {
        unknownKey: [
          "A sandbox makes a new key each time it starts, unless you use --key.",
          "For a Novu on this machine, copy the key from its dashboard; NOVU_SECRET_KEY in its .env is something else.",
        ],
        next: [
          {
            words: ["novu-msg", "sandbox", "env"],
            when: "to print the sandbox's key",
          },
        ],
      }
    : { next: [] };

const nextSteps = ({ profile, apiUrl }: Pick<ConnectionPlan, "profile" | "apiUrl">): NextStep[] => {
  if (profile !== undefined) {
    const words = ["novu-msg", "profile", "set", profile.name];
    return [{ words, when: "to replace the stored key" }];
  }
  const other = REGION_NAMES.find((region) => REGIONS[region] !== apiUrl.value);
  const isCloud = REGION_NAMES.some((region) => REGIONS[region] === apiUrl.value);
  return isCloud && other !== undefined
    ? [{ words: ["novu-msg", "whoami", "--region", other], when: "to try the key in the other region" }]
    : [];
};
