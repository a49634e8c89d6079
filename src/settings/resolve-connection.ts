import { type ChosenProfile, chooseProfile, isExplicit } from "./chosen-profile.js";
import type { ConnectionFlags } from "./connection-flags.js";
import { guardHost, guardHttp } from "./connection-guards.js";
import { type KeyReference, keyCandidates, keysInEnvironment } from "./key-candidates.js";
import type { Profiles } from "./profile.js";
import { resolveApiUrl } from "./resolve-api-url.js";
import { firstOf, type Sourced } from "./sourced.js";
import { type Env, isOn, variable } from "./variables.js";

export interface ConnectionPlan {
  readonly apiUrl: Sourced<string>;
  readonly key: Sourced<KeyReference> | undefined;
  /** Set when the key is a profile's. */
  readonly profile: ChosenProfile | undefined;
  readonly allowHttp: boolean;
  /** One-line remarks a user should see, such as a profile beating a key in the environment. */
  readonly notices: readonly string[];
}

/** Whether the profiles file has anything to say; where it has not, it is not even opened. */
export const needsProfiles = (flags: ConnectionFlags, env: Env): boolean =>
  flags.profile !== undefined ||
  variable(env, "NOVU_MSG_PROFILE") !== undefined ||
  keysInEnvironment(env).length === 0;

/**
 * Which key goes to which address, by one rule: flag, NOVU_MSG_*, Novu's own variables, profile, default.
 * A profile is a whole: its address counts only together with its key. Pure.
 * @throws Failure E_PROFILE, E_URL, E_ENUM, E_CONFLICT, E_HOST, E_HTTP
 */
export const resolveConnection = (flags: ConnectionFlags, env: Env, profiles: Profiles): ConnectionPlan => {
  const chosen = chooseProfile(flags, env, profiles);
  const key = firstOf(keyCandidates(env, chosen));
  const profile = key?.value.in === "variable" ? undefined : chosen;
  const apiUrl = resolveApiUrl(flags, env, profile);
  const allowHttp =
    flags.allowHttp === true || isOn(env, "NOVU_MSG_ALLOW_HTTP") || profile?.profile.allowHttp === true;
  if (profile !== undefined) guardHost(profile, apiUrl, flags.allowHost ?? []);
  guardHttp(apiUrl.value, allowHttp);
  return { apiUrl, key, profile, allowHttp, notices: shadowNotices(chosen, key) };
};

const shadowNotices = (
  chosen: ChosenProfile | undefined,
  key: Sourced<KeyReference> | undefined,
): string[] => {
  if (chosen === undefined || key === undefined || key.shadowed.length === 0 || !isExplicit(chosen))
    return [];
  return [`the key comes from ${key.source}; ${key.shadowed.join(" and ")} is ignored for this run`];
};
