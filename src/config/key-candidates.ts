import { type Env, KEY_VARIABLES, variable } from "../model/env.js";
import { createSecret, type Secret } from "../secrets/secret.js";
import type { ChosenProfile } from "./chosen-profile.js";
import type { ConnectionFlags } from "./connection-flags.js";
import type { KeyLocation, Profiles } from "./profile.js";
import type { Candidate } from "./resolved.js";

/** A key that this process has, such as from a variable, or the location where a profile keeps its key. */
export type KeyReference = { readonly in: "secret"; readonly secret: Secret } | KeyLocation;

const OWN_VARIABLE = "NOVU_MSG_SECRET_KEY";

export const keysInEnvironment = (env: Env): Candidate<KeyReference>[] =>
  KEY_VARIABLES.flatMap((name) => {
    const text = variable(env, name);
    return text === undefined ? [] : [{ value: { in: "secret", secret: createSecret(text) }, source: name }];
  });

/** Key candidates, highest precedence first. A profile named for this run takes precedence over Novu's own variables. */
export const keyCandidates = (env: Env, chosen: ChosenProfile | undefined): Candidate<KeyReference>[] => {
  const fromEnv = keysInEnvironment(env);
  if (chosen === undefined) return fromEnv;
  const fromProfile = { value: chosen.profile.key, source: `profile ${chosen.name}` };
  if (chosen.via === "--profile") return [fromProfile, ...fromEnv];
  if (chosen.via === "active profile") return [...fromEnv, fromProfile];
  const isOwn = ({ source }: Candidate<KeyReference>) => source === OWN_VARIABLE;
  return [...fromEnv.filter(isOwn), fromProfile, ...fromEnv.filter((key) => !isOwn(key))];
};

/** The key sources that were searched, for the message that no key was found. */
export const searchedKeySources = (flags: ConnectionFlags, profiles: Profiles): string =>
  [
    `--profile (${flags.profile ?? "not given"})`,
    ...KEY_VARIABLES,
    `active profile (${profiles.active ?? "none"})`,
  ].join(", ");
