import { Failure } from "../failures/failure.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { type Env, variable } from "../model/env.js";
import type { ConnectionFlags } from "./connection-flags.js";
import { isProfileName, type Profile, type Profiles, profileNamed } from "./profile.js";

/** The profile named for this run, or the active one. */
export interface ChosenProfile {
  readonly name: string;
  readonly profile: Profile;
  readonly via: "--profile" | "NOVU_MSG_PROFILE" | "active profile";
}

/** @throws Failure E_PROFILE if the name is unknown */
export const chooseProfile = (
  flags: ConnectionFlags,
  env: Env,
  profiles: Profiles,
): ChosenProfile | undefined => {
  const choices: readonly [string | undefined, ChosenProfile["via"]][] = [
    [flags.profile, "--profile"],
    [variable(env, "NOVU_MSG_PROFILE"), "NOVU_MSG_PROFILE"],
    [profiles.active, "active profile"],
  ];
  for (const [name, via] of choices) {
    if (name !== undefined) return { name, profile: existingProfile(profiles, name), via };
  }
  return undefined;
};

/** Whether the profile was named for this run, rather than being the active one. */
export const isNamed = (chosen: ChosenProfile): boolean => chosen.via !== "active profile";

/** @throws Failure E_PROFILE, which suggests the closest name */
export const existingProfile = (profiles: Profiles, name: string): Profile => {
  const profile = profileNamed(profiles, name);
  if (profile !== undefined) return profile;
  const names = Object.keys(profiles.profiles);
  const meant = closest(name, names);
  throw new Failure("E_PROFILE", `there is no profile "${name}"${didYouMean(meant)}`, {
    hint: [names.length === 0 ? "No profile has been added yet." : `Profiles: ${names.join(", ")}.`],
    correction: meant === undefined ? undefined : { wrong: name, right: meant },
    next: [
      names.length === 0 && isProfileName(name)
        ? { words: ["novu-msg", "profile", "add", name, "--region", "eu"] }
        : { words: ["novu-msg", "profile", "list"], when: "to list profiles" },
    ],
  });
};

export const noActiveProfile = (): Failure =>
  new Failure("E_PROFILE", "there is no active profile", {
    next: [{ words: ["novu-msg", "profile", "list"], when: "to list profiles" }],
  });
