import { type Env, isOn } from "../model/variable.js";
import type { ConnectionFlags } from "./connection-flags.js";
import { guardHttp } from "./connection-guards.js";
import { resolveApiUrl } from "./resolve-api-url.js";

/** Where a new profile's requests would go; whose key that is has still to be said. */
export interface ConnectionTarget {
  readonly apiUrl: string;
  /** Plain http to another machine was allowed, and is needed. */
  readonly allowHttp: boolean;
}

/** @throws Failure E_URL, E_ENUM, E_CONFLICT, E_HTTP */
export const resolveTarget = (flags: ConnectionFlags, env: Env): ConnectionTarget => {
  const apiUrl = resolveApiUrl(flags, env, undefined).value;
  const allowHttp = flags.allowHttp === true || isOn(env, "NOVU_MSG_ALLOW_HTTP");
  guardHttp(apiUrl, allowHttp);
  return { apiUrl, allowHttp: allowHttp && apiUrl.startsWith("http:") };
};
