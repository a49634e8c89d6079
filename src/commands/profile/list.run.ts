import { visibleProfile } from "../../config/visible-profile.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { View } from "../../output/view.js";
import { profileDocument, profileTable, type VisibleProfile } from "../../views/profile-view.js";

type Model = readonly VisibleProfile[];

const run = async ({ profiles }: Pick<Context, "profiles">): Promise<Outcome<Model>> => {
  const state = await (await profiles()).read();
  return {
    model: Object.entries(state.profiles).map(([name, profile]) => visibleProfile(state, name, profile)),
  };
};

const document = (list: Model) => list.map(profileDocument);

const view = (list: Model): View =>
  list.length === 0
    ? {
        headline: { level: "info", text: "no profiles yet; to add one: novu-msg profile add NAME" },
        table: profileTable([]),
      }
    : { table: profileTable(list) };

export const body = { run, document, view };
