import { existingProfile } from "../../config/chosen-profile.js";
import { withRenamed } from "../../config/profile-change.js";
import { visibleProfile } from "../../config/visible-profile.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { profileDocument, profileTable, type VisibleProfile } from "../../views/profile-view.js";

interface RenameProfileInput {
  readonly from: string;
  readonly to: string;
}

const run = async (
  { profiles }: Pick<Context, "profiles">,
  { from, to }: RenameProfileInput,
): Promise<Outcome<VisibleProfile>> => {
  const state = await (await profiles()).update((current) => withRenamed(current, from, to));
  return { model: visibleProfile(state, to, existingProfile(state, to)) };
};

const view = (profile: VisibleProfile) => ({
  table: profileTable([profile]),
  headline: { level: "done" as const, text: `profile renamed to ${profile.name}` },
});

export const body = { run, document: profileDocument, view };
