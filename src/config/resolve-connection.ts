import { type Env, isOn, variable } from "../model/env.js";
import { type AllowedLevel, resolveLevel } from "./allowed-level.js";
import { resolveApiUrl, serverName } from "./api-url.js";
import { type ChosenProfile, chooseProfile, isNamed } from "./chosen-profile.js";
import type { ConnectionFlags } from "./connection-flags.js";
import { guardEncryption, guardHost, isHttpAllowed } from "./connection-guards.js";
import { type KeyReference, keyCandidates, keysInEnvironment } from "./key-candidates.js";
import type { Profiles } from "./profile.js";
import { firstOf, type Resolved } from "./resolved.js";

export interface ConnectionPlan {
  readonly apiUrl: Resolved<string>;
  /** `us`, `eu`, or the host of a self-hosted server. */
  readonly region: string;
  readonly key: Resolved<KeyReference> | undefined;
  /** Set if the key comes from a profile. */
  readonly profile: ChosenProfile | undefined;
  readonly allowHttp: boolean;
  readonly allowed: AllowedLevel;
  /** One line each, such as that a profile overrides a key in the environment. */
  readonly notices: readonly string[];
}

/** The server of a new profile, whose key is not known yet. */
export interface ConnectionTarget {
  readonly apiUrl: string;
  /** Plain http is needed and was allowed. */
  readonly allowHttp: boolean;
}

/** Whether the profiles can affect the connection. If not, the config file is not opened. */
export const needsProfiles = (flags: ConnectionFlags, env: Env): boolean =>
  flags.profile !== undefined ||
  variable(env, "NOVU_MSG_PROFILE") !== undefined ||
  keysInEnvironment(env).length === 0;

/**
 * Resolves key and address by one precedence: flag, NOVU_MSG_*, Novu's own variables, profile, default.
 * A profile's address is used only together with its key. Pure.
 * @throws Failure E_PROFILE, E_URL, E_ENUM, E_CONFLICT, E_HOST, E_HTTP
 */
export const resolveConnection = (flags: ConnectionFlags, env: Env, profiles: Profiles): ConnectionPlan => {
  const chosen = chooseProfile(flags, env, profiles);
  const key = firstOf(keyCandidates(env, chosen));
  const profile = key?.value.in === "secret" ? undefined : chosen;
  const apiUrl = resolveApiUrl(flags, env, profile);
  const allowHttp = isHttpAllowed(flags, env, profile, apiUrl.value);
  if (profile !== undefined) guardHost(profile, apiUrl, flags);
  guardEncryption(apiUrl.value, env, allowHttp);
  return {
    apiUrl,
    region: serverName(apiUrl.value),
    key,
    profile,
    allowHttp,
    allowed: levelOfRun(flags, env, chosen, profile),
    notices: overrideNotices(env, chosen, key, apiUrl),
  };
};

/** A profile's level counts for runs that use its key, and for runs that name it. */
export const levelOfRun = (
  flags: ConnectionFlags,
  env: Env,
  chosen: ChosenProfile | undefined,
  used: ChosenProfile | undefined,
): AllowedLevel => {
  const limiting = used ?? (chosen !== undefined && isNamed(chosen) ? chosen : undefined);
  return resolveLevel({ flag: flags.allow, env, profiles: limiting === undefined ? [] : [limiting] });
};

/** One line if a profile named for this run overrides variables, or variables override it. */
const overrideNotices = (
  env: Env,
  chosen: ChosenProfile | undefined,
  key: Resolved<KeyReference> | undefined,
  apiUrl: Resolved<string>,
): string[] => {
  if (chosen === undefined || key === undefined || !isNamed(chosen)) return [];
  const urls =
    apiUrl.source === key.source
      ? apiUrl.overridden.filter((name) => isOtherOrigin(env[name], apiUrl.value))
      : [];
  const ignored = [...key.overridden, ...urls];
  if (ignored.length === 0) return [];
  const what = subject(key.overridden.length > 0, urls.length > 0);
  const verb = ignored.length === 1 ? "is" : "are";
  return [`${what} from ${key.source}; ${ignored.join(" and ")} ${verb} ignored for this run`];
};

/** An overridden address with the same origin is not worth a notice. */
const isOtherOrigin = (text: string | undefined, apiUrl: string): boolean =>
  text === undefined || !URL.canParse(text) || new URL(text).origin !== new URL(apiUrl).origin;

const subject = (isKey: boolean, isUrl: boolean): string => {
  if (isKey && isUrl) return "the key and the URL come";
  return isKey ? "the key comes" : "the URL comes";
};

/** @throws Failure E_URL, E_ENUM, E_CONFLICT, E_HTTP */
export const resolveTarget = (flags: ConnectionFlags, env: Env): ConnectionTarget => {
  const apiUrl = resolveApiUrl(flags, env, undefined).value;
  const allowHttp = flags.allowHttp === true || isOn(env, "NOVU_MSG_ALLOW_HTTP");
  guardEncryption(apiUrl, env, allowHttp);
  return { apiUrl, allowHttp: allowHttp && apiUrl.startsWith("http:") };
};
