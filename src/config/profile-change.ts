import { Failure } from "../failures/failure.js";
import { existingProfile } from "./chosen-profile.js";
import type { Profile, Profiles } from "./profile.js";

/** Pure changes of the stored profiles; unknown fields of a newer version stay where they are. */

/** Adds or replaces; the first profile, or one that is to be used, becomes the active one. */
export const withProfile = (state: Profiles, name: string, profile: Profile, use: boolean): Profiles => {
  const added = { ...state, profiles: { ...state.profiles, [name]: profile } };
  return use || state.active === undefined ? withActive(added, name) : added;
};

/** @throws Failure E_PROFILE; `use` never makes a profile */
export const withActive = (state: Profiles, name: string): Profiles => {
  existingProfile(state, name);
  if (state.active === name) return state;
  const { active, previous, ...rest } = state;
  return { ...rest, ...marks(name, active ?? (previous === name ? undefined : previous)) };
};

/** @throws Failure E_PROFILE, E_PROFILE_EXISTS */
export const withRenamed = (state: Profiles, from: string, to: string): Profiles => {
  const profile = existingProfile(state, from);
  if (from !== to && Object.hasOwn(state.profiles, to)) {
    throw new Failure("E_PROFILE_EXISTS", `there is a profile "${to}" already`, {
      hint: ["Nothing was changed."],
      next: [{ words: ["novu-msg", "profile", "list"], when: "to see them all" }],
    });
  }
  const renamed = (name: string | undefined) => (name === from ? to : name);
  const others = Object.entries(state.profiles).filter(([name]) => name !== from);
  return {
    ...state,
    ...marks(renamed(state.active), renamed(state.previous)),
    profiles: Object.fromEntries([...others, [to, profile]]),
  };
};

/** @throws Failure E_PROFILE */
export const withoutProfile = (state: Profiles, name: string): Profiles => {
  existingProfile(state, name);
  const kept = (mark: string | undefined) => (mark === name ? undefined : mark);
  const { active, previous, ...rest } = state;
  const profiles = Object.fromEntries(Object.entries(state.profiles).filter(([other]) => other !== name));
  return { ...rest, ...marks(kept(active), kept(previous)), profiles };
};

const marks = (active: string | undefined, previous: string | undefined) => ({
  ...(active === undefined ? {} : { active }),
  ...(previous === undefined ? {} : { previous }),
});
