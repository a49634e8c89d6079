import type { Env } from "../model/variable.js";
import { createSecret, type Secret, withoutUserInfo } from "../secrets/secret.js";
import { isLoopback } from "./base-url.js";
import { type NetworkFlags, spellings } from "./network-flags.js";
import { isExcepted } from "./no-proxy.js";
import { proxyUrl } from "./proxy-url.js";

/** A proxy that requests go through. */
interface ProxyUse {
  /** `--proxy` or the variable, as it is spelt. */
  readonly source: string;
  /** Host and port; no user name, no password. */
  readonly shown: string;
  /** With user name and password, if there are any. */
  readonly url: Secret;
}

/** What flag and variables come to for one address. */
export interface ProxyPlan {
  /** Whatever is set, as it is spelt, credentials masked. */
  readonly set: readonly { readonly name: string; readonly value: string }[];
  /** Absent where the way is direct. */
  readonly use: ProxyUse | undefined;
  /** Why the way is direct although something is set. */
  readonly because: string | undefined;
}

const FLAG = "--proxy";
/** The one word for no proxy at all; a host of that name can be written `http://none`. */
const NO_PROXY_AT_ALL = "none";

const firstSet = (env: Env, name: string): string | undefined =>
  spellings(name).find((spelling) => env[spelling]?.trim());

/**
 * Which proxy leads to an address: --proxy, else the variable of the address's scheme, in lower case first;
 * empty is not set. NO_PROXY and this machine's own addresses are exceptions to variables, not to the flag. Pure.
 * @throws Failure E_URL for a proxy that would be used and cannot be
 */
export const resolveProxy = ({ proxy }: NetworkFlags, env: Env, baseUrl: string): ProxyPlan => {
  const url = new URL(baseUrl);
  const set = [
    ...(proxy === undefined ? [] : [{ name: FLAG, value: withoutUserInfo(proxy) }]),
    ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"]
      .flatMap(spellings)
      .filter((name) => env[name]?.trim())
      .map((name) => ({ name, value: withoutUserInfo(env[name] ?? "") })),
  ];
  if (proxy === NO_PROXY_AT_ALL) return { set, use: undefined, because: "--proxy none goes without" };
  if (proxy !== undefined) return { set, use: useOf(proxy, FLAG), because: undefined };
  const name = firstSet(env, url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY");
  const because = exception(env, url, name);
  return {
    set,
    use: name === undefined || because !== undefined ? undefined : useOf(env[name] ?? "", name),
    because,
  };
};

const exception = (env: Env, url: URL, name: string | undefined): string | undefined => {
  if (name === undefined) return "none is meant for this address";
  if (isLoopback(url.origin)) return "this machine's own addresses need none";
  const list = firstSet(env, "NO_PROXY");
  return list !== undefined && isExcepted(url, env[list] ?? "") ? `${list} excepts this address` : undefined;
};

const useOf = (text: string, source: string): ProxyUse => {
  const url = proxyUrl(text, source);
  return { source, shown: url.host, url: createSecret(url.href) };
};
