import { existingProfile } from "../../config/chosen-profile.js";
import type { Profiles } from "../../config/profile.js";
import { withActive } from "../../config/profile-change.js";
import { visibleProfile } from "../../config/visible-profile.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import {
  environmentName,
  profileDocument,
  profileTable,
  type VisibleProfile,
} from "../../views/profile-view.js";

interface UseProfileInput {
  /** `-` for the profile that was active before. */
  readonly name: string;
}

const run = async (
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
  throw new Failure("E_PROFILE", "there is no previous profile", {
    next: [{ words: ["novu-msg", "profile", "list"] }],
  });
};

const view = (profile: VisibleProfile) => ({
  table: profileTable([profile]),
  headline: {
    level: "done" as const,
    text: `using profile ${profile.name}`,
    context: `${environmentName(profile.environment) ?? "not verified"} · ${profile.apiUrl}`,
  },
});

export const body = { run, document: profileDocument, view };
