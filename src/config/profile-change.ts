import { Failure } from "../failures/failure.js";
import { existingProfile } from "./chosen-profile.js";
import type { Profile, Profiles } from "./profile.js";

/** Pure changes to the stored profiles. They keep unknown fields of newer versions. */

/** Adds or replaces a profile. The first one becomes active; so does any with `isActivated`. */
export const withProfile = (
  state: Profiles,
  name: string,
  profile: Profile,
  isActivated: boolean,
): Profiles => {
  const added = { ...state, profiles: { ...state.profiles, [name]: profile } };
  return isActivated || state.active === undefined ? withActive(added, name) : added;
};

/** @throws Failure E_PROFILE if there is no such profile */
export const withActive = (state: Profiles, name: string): Profiles => {
  existingProfile(state, name);
  if (state.active === name) return state;
  const { active, previous, ...rest } = state;
  return { ...rest, ...activeAndPrevious(name, active ?? (previous === name ? undefined : previous)) };
};

/** @throws Failure E_PROFILE, E_PROFILE_EXISTS */
export const withRenamed = (state: Profiles, from: string, to: string): Profiles => {
  const profile = existingProfile(state, from);
  if (from !== to && Object.hasOwn(state.profiles, to)) {
    throw new Failure("E_PROFILE_EXISTS", `profile "${to}" already exists`, {
      hint: ["Nothing was changed."],
      next: [{ words: ["novu-msg", "profile", "list"], when: "to list profiles" }],
    });
  }
  const renamed = (name: string | undefined) => (name === from ? to : name);
  const others = Object.entries(state.profiles).filter(([name]) => name !== from);
  return {
    ...state,
    ...activeAndPrevious(renamed(state.active), renamed(state.previous)),
    profiles: Object.fromEntries([...others, [to, profile]]),
  };
};

/** @throws Failure E_PROFILE */
export const withoutProfile = (state: Profiles, name: string): Profiles => {
  existingProfile(state, name);
  const unlessRemoved = (other: string | undefined) => (other === name ? undefined : other);
  const { active, previous, ...rest } = state;
  const profiles = Object.fromEntries(Object.entries(state.profiles).filter(([other]) => other !== name));
  return { ...rest, ...activeAndPrevious(unlessRemoved(active), unlessRemoved(previous)), profiles };
};

const activeAndPrevious = (active: string | undefined, previous: string | undefined) => ({
  ...(active === undefined ? {} : { active }),
  ...(previous === undefined ? {} : { previous }),
});
