import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { existingProfile } from "../../settings/chosen-profile.js";
import { withoutProfile } from "../../settings/profile-change.js";
import { visibleProfile } from "../../settings/visible-profile.js";
import { profileDocument, profileTable, type VisibleProfile } from "../../views/profile-view.js";
import type { RemoveProfileInput } from "./remove.js";

export const run = async (
  { profiles, confirm }: Pick<Context, "profiles" | "confirm">,
  { name }: RemoveProfileInput,
): Promise<Outcome<VisibleProfile>> => {
  const store = await profiles();
  const state = await store.read();
  const profile = visibleProfile(state, name, existingProfile(state, name));
  await confirm(`remove profile "${name}" (${profile.apiUrl}) and its key?`);
  await store.update((current) => withoutProfile(current, name));
  return { model: { ...profile, isActive: false } };
};

export const document = profileDocument;

export const view = (profile: VisibleProfile) => ({
  table: profileTable([profile]),
  headline: { mark: "done" as const, text: `profile ${profile.name} removed` },
});
