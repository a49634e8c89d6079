import { existingProfile, noActiveProfile } from "../../config/chosen-profile.js";
import { visibleProfile } from "../../config/visible-profile.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { profileCard, profileDocument, type VisibleProfile } from "../../views/profile-view.js";
import type { ShowProfileInput } from "./show.js";

export const run = async (
  { profiles }: Pick<Context, "profiles">,
  input: ShowProfileInput,
): Promise<Outcome<VisibleProfile>> => {
  const state = await (await profiles()).read();
  const name = input.name ?? state.active;
  if (name === undefined) throw noActiveProfile();
  return { model: visibleProfile(state, name, existingProfile(state, name)) };
};

export const document = profileDocument;
export const view = profileCard;
