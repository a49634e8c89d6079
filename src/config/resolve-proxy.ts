import { BlockList, isIP } from "node:net";
import { Failure } from "../failures/failure.js";
import type { Env } from "../model/env.js";
import { defaultPortOf, withoutBrackets } from "../model/hostname.js";
import { createSecret, type Secret, withoutUserInfo } from "../secrets/secret.js";
import { isLoopback } from "./api-url.js";
import { type NetworkFlags, spellings } from "./connection-flags.js";

/** A proxy that requests go through. */
interface ProxyUse {
  /** `--proxy`, or the variable's name as spelled. */
  readonly source: string;
  /** Host and port, without credentials. */
  readonly label: string;
  /** Includes credentials, if any. */
  readonly url: Secret;
}

/** The proxy decision for one address. */
export interface ProxyPlan {
  /** The flag and all variables that are set, with credentials masked. */
  readonly configured: readonly { readonly name: string; readonly value: string }[];
  /** Undefined for a direct connection. */
  readonly selected: ProxyUse | undefined;
  /** Why the connection is direct although a proxy is set. */
  readonly directReason: string | undefined;
}

const FLAG = "--proxy";
/** Disables proxies. A host with this name can be written `http://none`. */
const NO_PROXY = "none";

const firstSet = (env: Env, name: string): string | undefined =>
  spellings(name).find((spelling) => env[spelling]?.trim());

/**
 * The proxy for an address: --proxy, otherwise the variable for the address's scheme, lower case first. An empty variable
 * counts as not set. NO_PROXY and loopback addresses override the variables, but not the flag. Pure.
 * @throws Failure E_URL if the proxy to be used has no valid address
 */
export const resolveProxy = ({ proxy }: NetworkFlags, env: Env, baseUrl: string): ProxyPlan => {
  const url = new URL(baseUrl);
  const configured = [
    ...(proxy === undefined ? [] : [{ name: FLAG, value: withoutUserInfo(proxy) }]),
    ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"]
      .flatMap(spellings)
      .filter((name) => env[name]?.trim())
      .map((name) => ({ name, value: withoutUserInfo(env[name] ?? "") })),
  ];
  if (proxy === NO_PROXY)
    return { configured, selected: undefined, directReason: "--proxy none disables it" };
  if (proxy !== undefined) return { configured, selected: toProxyUse(proxy, FLAG), directReason: undefined };
  const name = firstSet(env, url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY");
  const directReason = directReasonOf(env, url, name);
  return {
    configured,
    selected:
      name === undefined || directReason !== undefined ? undefined : toProxyUse(env[name] ?? "", name),
    directReason,
  };
};

const directReasonOf = (env: Env, url: URL, name: string | undefined): string | undefined => {
  if (name === undefined) return "no proxy for this URL";
  if (isLoopback(url.origin)) return "not used for this machine";
  const list = firstSet(env, "NO_PROXY");
  return list !== undefined && isExcepted(url, env[list] ?? "") ? `${list} excludes this host` : undefined;
};

const toProxyUse = (text: string, source: string): ProxyUse => {
  const url = proxyUrl(text, source);
  return { source, label: url.host, url: createSecret(url.href) };
};

/**
 * Whether NO_PROXY covers an address. Entries are separated by commas or spaces: `*`; a host including its subdomains, with
 * an optional leading dot and port; an IP address; a network such as 10.0.0.0/8.
 */
const isExcepted = (url: URL, exceptions: string): boolean =>
  exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry === "*" || isNetworkOf(url, entry) || isHostOf(url, entry));

const isHostOf = (url: URL, entry: string): boolean => {
  const [, host = "", port] = isIP(entry) === 6 ? ["", entry] : (/^(.+?)(?::(\d+))?$/.exec(entry) ?? []);
  const name = comparableHost(host.replace(/^\*?\./, ""));
  const target = comparableHost(url.hostname);
  const isHost = name !== "" && (target === name || (isIP(target) === 0 && target.endsWith(`.${name}`)));
  return isHost && (port === undefined || port === (url.port || defaultPortOf(url)));
};

/** Without brackets, and without the trailing dot of a fully qualified name. */
const comparableHost = (host: string): string => withoutBrackets(host).replace(/\.$/, "");

const isNetworkOf = (url: URL, entry: string): boolean => {
  const [network = "", bits = ""] = entry.split("/");
  const target = comparableHost(url.hostname);
  const [kind, maxBits] = isIP(network) === 6 ? (["ipv6", 128] as const) : (["ipv4", 32] as const);
  if (isIP(network) === 0 || isIP(target) !== isIP(network) || !/^\d+$/.test(bits) || Number(bits) > maxBits)
    return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), kind);
  return list.check(target, kind);
};

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * Parses a proxy's address. Without a scheme it is http, as in curl.
 * @param source the flag or variable it came from
 * @throws Failure E_URL, without the credentials
 */
const proxyUrl = (text: string, source: string): URL => {
  const address = text.trim();
  const full = HAS_SCHEME.test(address) ? address : `http://${address}`;
  if (!URL.canParse(full)) throw refused(address, source);
  const url = new URL(full);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refused(address, source, "Only http and https proxies are supported.");
  }
  if (!canDecode(url)) {
    throw refused(address, source, "Write a % in its user name or password as %25.");
  }
  return url;
};

const canDecode = ({ username, password }: URL): boolean => {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
};

const refused = (address: string, source: string, why?: string): Failure =>
  new Failure(
    "E_URL",
    address === ""
      ? `${source} is empty; to disable the proxy use ${source} none`
      : `"${withoutUserInfo(address)}" from ${source} isn't a valid proxy URL`,
    {
      hint: [
        ...(why === undefined ? [] : [why]),
        "Example: http://proxy.example.com:3128. To disable the proxy: --proxy none. Nothing was sent.",
      ],
    },
  );
