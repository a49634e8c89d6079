import { existingProfile, noActiveProfile } from "../../config/chosen-profile.js";
import { visibleProfile } from "../../config/visible-profile.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { View } from "../../output/view.js";
import { textOrNone, timeOrNone } from "../../views/cells.js";
import { profileDocument, type VisibleProfile } from "../../views/profile-view.js";

interface ShowProfileInput {
  /** Undefined for the active profile. */
  readonly name: string | undefined;
}

const run = async (
  { profiles }: Pick<Context, "profiles">,
  input: ShowProfileInput,
): Promise<Outcome<VisibleProfile>> => {
  const state = await (await profiles()).read();
  const name = input.name ?? state.active;
  if (name === undefined) throw noActiveProfile();
  return { model: visibleProfile(state, name, existingProfile(state, name)) };
};

const view = (profile: VisibleProfile): View => ({
  fields: [
    { label: "name", value: { text: profile.name, tone: "strong" } },
    { label: "active", value: { text: profile.isActive ? "yes" : "no" } },
    { label: "environment", value: textOrNone(profile.environment?.name) },
    { label: "environment id", value: textOrNone(profile.environment?.id) },
    { label: "environment type", value: textOrNone(profile.environment?.type) },
    { label: "organization id", value: textOrNone(profile.environment?.organizationId) },
    { label: "api url", value: { text: profile.apiUrl } },
    { label: "key", value: { text: profile.keyLabel } },
    { label: "plain http", value: { text: profile.allowHttp ? "allowed" : "not allowed" } },
    { label: "protected", value: { text: profile.isProtected ? "yes" : "no" } },
    { label: "allow", value: { text: profile.allow } },
    { label: "created", value: { time: profile.createdAt } },
    { label: "verified", value: timeOrNone(profile.verifiedAt) },
  ],
});

export const body = { run, document: profileDocument, view };
