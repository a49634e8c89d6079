import { type Env, variable } from "../model/env.js";
import { createSecret, type Secret } from "../secrets/secret.js";
import type { ChosenProfile } from "./chosen-profile.js";
import type { ConnectionFlags } from "./connection-flags.js";
import type { KeyLocation, Profiles } from "./profile.js";
import type { Candidate } from "./resolved.js";

/** A key at hand, or the place where a profile keeps it. */
export type KeyReference = { readonly in: "variable"; readonly secret: Secret } | KeyLocation;

const OWN_VARIABLE = "NOVU_MSG_SECRET_KEY";
const KEY_VARIABLES = [OWN_VARIABLE, "NOVU_SECRET_KEY", "NOVU_API_KEY"] as const;

export const keysInEnvironment = (env: Env): Candidate<KeyReference>[] =>
  KEY_VARIABLES.flatMap((name) => {
    const text = variable(env, name);
    return text === undefined
      ? []
      : [{ value: { in: "variable", secret: createSecret(text) }, source: name }];
  });

/** Keys in the order in which they count; a profile chosen on purpose beats a key that merely lies about. */
export const keyCandidates = (env: Env, chosen: ChosenProfile | undefined): Candidate<KeyReference>[] => {
  const inEnvironment = keysInEnvironment(env);
  if (chosen === undefined) return inEnvironment;
  const ofProfile = { value: chosen.profile.key, source: `profile ${chosen.name}` };
  if (chosen.via === "--profile") return [ofProfile, ...inEnvironment];
  if (chosen.via === "active profile") return [...inEnvironment, ofProfile];
  const isOwn = ({ source }: Candidate<KeyReference>) => source === OWN_VARIABLE;
  return [...inEnvironment.filter(isOwn), ofProfile, ...inEnvironment.filter((key) => !isOwn(key))];
};

/** What was looked at for a key, for the message that none was found. */
export const searchedKeySources = (flags: ConnectionFlags, profiles: Profiles): string =>
  [
    `--profile (${flags.profile ?? "not given"})`,
    ...KEY_VARIABLES,
    `active profile (${profiles.active ?? "none"})`,
  ].join(", ");
