import { Failure } from "../failures/failure.js";
import type { Env } from "../model/env.js";
import { resolveApiUrl } from "./api-url.js";
import { type ChosenProfile, chooseProfile } from "./chosen-profile.js";
import type { ConnectionFlags } from "./connection-flags.js";
import { guardHost, guardHttp, isHttpAllowed } from "./connection-guards.js";
import { type KeyReference, keyCandidates, searchedKeySources } from "./key-candidates.js";
import { noKey } from "./no-key.js";
import { NO_PROFILES, type Profiles } from "./profile.js";
import { needsProfiles } from "./resolve-connection.js";
import { firstOf, type Resolved } from "./resolved.js";

/** What stands in the way of a request, by what it is about. */
interface ConnectionProblems {
  readonly profile?: Failure;
  readonly address?: Failure;
  readonly key?: Failure;
  readonly host?: Failure;
  readonly plainHttp?: Failure;
}

/** What `resolveConnection` decides, as far as it can be decided: problems stand beside it, nothing is thrown. */
export interface ConnectionSurvey {
  /** Absent where it cannot be used, or where only a profile that is not to be had could tell. */
  readonly apiUrl: Resolved<string> | undefined;
  readonly key: Resolved<KeyReference> | undefined;
  /** Set when the key is a profile's. */
  readonly profile: ChosenProfile | undefined;
  /** Whether this run hangs on a profile that cannot be had. */
  readonly lacksProfile: boolean;
  readonly problems: ConnectionProblems;
}

/**
 * Looks at every part of a connection for itself. Pure.
 * @param profiles absent where the config file cannot be understood
 */
export const surveyConnection = (
  flags: ConnectionFlags,
  env: Env,
  profiles: Profiles | undefined,
): ConnectionSurvey => {
  const chosen = attempt(() => chooseProfile(flags, env, profiles ?? NO_PROFILES));
  const lacksProfile = (profiles === undefined || chosen.failure !== undefined) && needsProfiles(flags, env);
  // A key that merely lies about is not what a run meant that names a profile.
  const key = lacksProfile ? undefined : firstOf(keyCandidates(env, chosen.value));
  const profile = key?.value.in === "variable" ? undefined : chosen.value;
  const address = attempt(() => resolveApiUrl(flags, env, profile));
  const apiUrl = lacksProfile && address.value?.source === "default" ? undefined : address.value;
  const isProfileMissing = profiles !== undefined && chosen.failure !== undefined;
  const nothing = noKey(searchedKeySources(flags, profiles ?? NO_PROFILES));
  return {
    apiUrl,
    key,
    profile,
    lacksProfile,
    problems: {
      ...(isProfileMissing && chosen.failure ? { profile: chosen.failure } : {}),
      ...(address.failure ? { address: address.failure } : {}),
      ...(key === undefined && !lacksProfile ? { key: nothing } : {}),
      ...(apiUrl === undefined ? {} : guards(flags, env, profile, apiUrl)),
    },
  };
};

const guards = (
  flags: ConnectionFlags,
  env: Env,
  profile: ChosenProfile | undefined,
  apiUrl: Resolved<string>,
): Pick<ConnectionProblems, "host" | "plainHttp"> => {
  const allowed = isHttpAllowed(flags, env, profile, apiUrl.value);
  const host = attempt(() => profile && guardHost(profile, apiUrl, flags)).failure;
  const plainHttp = attempt(() => guardHttp(apiUrl.value, allowed)).failure;
  return { ...(host ? { host } : {}), ...(plainHttp ? { plainHttp } : {}) };
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
