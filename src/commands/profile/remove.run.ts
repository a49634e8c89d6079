import { existingProfile } from "../../config/chosen-profile.js";
import type { KeyLocation } from "../../config/profile.js";
import { withoutProfile } from "../../config/profile-change.js";
import { visibleProfile } from "../../config/visible-profile.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import { profileDocument, profileTable, type VisibleProfile } from "../../views/profile-view.js";
import { forgetKey } from "./kept-key.js";
import type { RemoveProfileInput } from "./remove.js";

export const run = async (
  context: Pick<Context, "profiles" | "confirm" | "keychain">,
  { name, keepKey }: RemoveProfileInput,
): Promise<Outcome<VisibleProfile>> => {
  const store = await context.profiles();
  const state = await store.read();
  const profile = visibleProfile(state, name, existingProfile(state, name));
  await context.confirm(
    `remove profile "${name}" (${profile.apiUrl}) ${keepKey ? "and leave its key" : "and its key"}?`,
  );
  const forget = async (key: KeyLocation) => (keepKey ? undefined : forgetKey(context, key));
  // The key first: while it cannot be removed, the profile stays, which says where it is.
  await forget(existingProfile(state, name).key).catch(stillThere);
  await store.update((current) => withoutProfile(current, name));
  return { model: { ...profile, isActive: false } };
};

const stillThere = (error: unknown): never => {
  if (!(error instanceof Failure)) throw error;
  throw new Failure(error.code, error.message, {
    ...error.info,
    hint: ["The profile is still there, and so is its key. Unlock the keychain and run this again."],
    addition: { words: ["--keep-key"], when: "to remove the profile alone" },
  });
};

export const document = profileDocument;

export const view = (profile: VisibleProfile) => ({
  table: profileTable([profile]),
  headline: { level: "done" as const, text: `profile ${profile.name} removed` },
});
