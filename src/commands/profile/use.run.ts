import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { Failure } from "../../failure/failure.js";
import { existingProfile } from "../../settings/chosen-profile.js";
import type { Profiles } from "../../settings/profile.js";
import { withActive } from "../../settings/profile-change.js";
import { visibleProfile } from "../../settings/visible-profile.js";
import {
  environmentName,
  profileDocument,
  profileTable,
  type VisibleProfile,
} from "../../views/profile-view.js";
import type { UseProfileInput } from "./use.js";

export const run = async (
  { profiles }: Pick<Context, "profiles">,
  input: UseProfileInput,
): Promise<Outcome<VisibleProfile>> => {
  const store = await profiles();
  const state = await store.update((current) => withActive(current, nameIn(current, input.name)));
  const name = state.active ?? input.name;
  return { model: visibleProfile(state, name, existingProfile(state, name)) };
};

const nameIn = ({ previous }: Profiles, name: string): string => {
  if (name !== "-") return name;
  if (previous !== undefined) return previous;
  throw new Failure("E_PROFILE", "no other profile was active before", {
    next: [{ words: ["novu-msg", "profile", "list"] }],
  });
};

export const document = profileDocument;

export const view = (profile: VisibleProfile) => ({
  table: profileTable([profile]),
  headline: {
    mark: "done" as const,
    text: `using profile ${profile.name}`,
    aside: `env ${environmentName(profile.environment) ?? "not checked"} · ${profile.apiUrl}`,
  },
});
