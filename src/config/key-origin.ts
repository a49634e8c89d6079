import type { NextStep } from "../failures/failure.js";
import { REGION_NAMES, REGIONS } from "./api-url.js";
import type { ConnectionPlan } from "./resolve-connection.js";

/** Where the key and the address came from, for failures when Novu rejects the key. */
export const keyOrigin = (
  plan: Pick<ConnectionPlan, "key" | "apiUrl" | "profile">,
): { readonly text: string; readonly next: readonly NextStep[] } => {
  const { key, apiUrl } = plan;
  return {
    text: `The key came from ${key?.source ?? "nowhere"}, the address ${apiUrl.value} from ${apiUrl.source}.`,
    next: nextSteps(plan),
  };
};

const nextSteps = ({ profile, apiUrl }: Pick<ConnectionPlan, "profile" | "apiUrl">): NextStep[] => {
  if (profile !== undefined) {
    const words = ["novu-msg", "profile", "add", profile.name, "--api-url", apiUrl.value];
    return [{ words, when: "to store another key in its place" }];
  }
  const other = REGION_NAMES.find((region) => REGIONS[region] !== apiUrl.value);
  const isCloud = REGION_NAMES.some((region) => REGIONS[region] === apiUrl.value);
  return isCloud && other !== undefined
    ? [{ words: ["novu-msg", "whoami", "--region", other], when: "to try the key in the other region" }]
    : [];
};
