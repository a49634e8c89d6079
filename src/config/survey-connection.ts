import { Failure } from "../failures/failure.js";
import type { Env } from "../model/env.js";
import type { AllowedLevel } from "./allowed-level.js";
import { resolveApiUrl } from "./api-url.js";
import { type ChosenProfile, chooseProfile } from "./chosen-profile.js";
import type { ConnectionFlags } from "./connection-flags.js";
import { guardEncryption, guardHost, isHttpAllowed } from "./connection-guards.js";
import { type KeyReference, keyCandidates, searchedKeySources } from "./key-candidates.js";
import { noKey } from "./no-key.js";
import { NO_PROFILES, type Profiles } from "./profile.js";
import { levelOfRun, needsProfiles } from "./resolve-connection.js";
import { firstOf, type Resolved } from "./resolved.js";

/** Why requests would fail, by the part of the connection. */
interface ConnectionProblems {
  readonly profile?: Failure;
  readonly address?: Failure;
  readonly key?: Failure;
  readonly host?: Failure;
  readonly encryption?: Failure;
}

/** Like a `ConnectionPlan`, but with the problems of each part in place of a thrown failure. */
export interface ConnectionSurvey {
  /** Undefined if it is invalid, or if it depends on a profile that is missing. */
  readonly apiUrl: Resolved<string> | undefined;
  readonly key: Resolved<KeyReference> | undefined;
  /** Set if the key comes from a profile. */
  readonly profile: ChosenProfile | undefined;
  readonly allowed: AllowedLevel;
  /** Whether this run needs a profile that does not exist or cannot be read. */
  readonly lacksProfile: boolean;
  readonly problems: ConnectionProblems;
}

/**
 * Resolves every part of a connection independently. Pure.
 * @param profiles undefined if the config file cannot be read
 */
export const surveyConnection = (
  flags: ConnectionFlags,
  env: Env,
  profiles: Profiles | undefined,
): ConnectionSurvey => {
  const chosen = attempt(() => chooseProfile(flags, env, profiles ?? NO_PROFILES));
  const lacksProfile = (profiles === undefined || chosen.failure !== undefined) && needsProfiles(flags, env);
  // A run that names a missing profile must not fall back to a key in the environment.
  const key = lacksProfile ? undefined : firstOf(keyCandidates(env, chosen.value));
  const profile = key?.value.in === "secret" ? undefined : chosen.value;
  const address = attempt(() => resolveApiUrl(flags, env, profile));
  const apiUrl = lacksProfile && address.value?.source === "default" ? undefined : address.value;
  const isProfileMissing = profiles !== undefined && chosen.failure !== undefined;
  const noKeyFailure = noKey(searchedKeySources(flags, profiles ?? NO_PROFILES));
  return {
    apiUrl,
    key,
    profile,
    allowed: levelOfRun(flags, env, chosen.value, profile),
    lacksProfile,
    problems: {
      ...(isProfileMissing && chosen.failure ? { profile: chosen.failure } : {}),
      ...(address.failure ? { address: address.failure } : {}),
      ...(key === undefined && !lacksProfile ? { key: noKeyFailure } : {}),
      ...(apiUrl === undefined ? {} : guards(flags, env, profile, apiUrl)),
    },
  };
};

const guards = (
  flags: ConnectionFlags,
  env: Env,
  profile: ChosenProfile | undefined,
  apiUrl: Resolved<string>,
): Pick<ConnectionProblems, "host" | "encryption"> => {
  const allowed = isHttpAllowed(flags, env, profile, apiUrl.value);
  const host = attempt(() => profile && guardHost(profile, apiUrl, flags)).failure;
  const encryption = attempt(() => guardEncryption(apiUrl.value, env, allowed)).failure;
  return { ...(host ? { host } : {}), ...(encryption ? { encryption } : {}) };
};

interface Attempt<Value> {
  readonly value?: Value;
  readonly failure?: Failure;
}

const attempt = <Value>(decide: () => Value): Attempt<Value> => {
  try {
    return { value: decide() };
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
};
