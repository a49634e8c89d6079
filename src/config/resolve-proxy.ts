import { BlockList, isIP } from "node:net";
import { Failure } from "../failures/failure.js";
import type { Env } from "../model/env.js";
import { createSecret, type Secret, withoutUserInfo } from "../secrets/secret.js";
import { isLoopback } from "./api-url.js";
import { type NetworkFlags, spellings } from "./connection-flags.js";

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

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "https:": "443", "http:": "80" };

/**
 * Whether NO_PROXY names an address: `*`; a host with its subdomains, with or without a dot in front, with a
 * port if it likes; an address in numbers; a network such as 10.0.0.0/8. Between commas or spaces.
 */
const isExcepted = (url: URL, exceptions: string): boolean =>
  exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry === "*" || isNetworkOf(url, entry) || isHostOf(url, entry));

const isHostOf = (url: URL, entry: string): boolean => {
  const [, host = "", port] = isIP(entry) === 6 ? ["", entry] : (/^(.+?)(?::(\d+))?$/.exec(entry) ?? []);
  const name = plainHost(host.replace(/^\*?\./, ""));
  const own = plainHost(url.hostname);
  const isHost = name !== "" && (own === name || (isIP(own) === 0 && own.endsWith(`.${name}`)));
  return isHost && (port === undefined || port === (url.port || DEFAULT_PORTS[url.protocol]));
};

/** Without the brackets of an IPv6 address and the dot that may end a full name. */
const plainHost = (host: string): string => host.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");

const isNetworkOf = (url: URL, entry: string): boolean => {
  const [network = "", bits = ""] = entry.split("/");
  const own = plainHost(url.hostname);
  const [kind, most] = isIP(network) === 6 ? (["ipv6", 128] as const) : (["ipv4", 32] as const);
  if (isIP(network) === 0 || isIP(own) !== isIP(network) || !/^\d+$/.test(bits) || Number(bits) > most)
    return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), kind);
  return list.check(own, kind);
};

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * A proxy's address; without a scheme it is http, as in curl.
 * @param source the flag or variable it came from
 * @throws Failure E_URL, which shows neither user name nor password
 */
const proxyUrl = (text: string, source: string): URL => {
  const address = text.trim();
  const full = HAS_SCHEME.test(address) ? address : `http://${address}`;
  if (!URL.canParse(full)) throw refused(address, source);
  const url = new URL(full);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refused(address, source, "Only proxies that are spoken to over http or https can be used.");
  }
  if (!canDecode(url)) {
    throw refused(address, source, "A % in its user name or password has to be written as %25.");
  }
  return url;
};

const canDecode = ({ username, password }: URL): boolean => {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false; // Which is the answer.
  }
};

const refused = (address: string, source: string, why?: string): Failure =>
  new Failure(
    "E_URL",
    address === ""
      ? `${source} is empty; ${source} none goes without a proxy`
      : `"${withoutUserInfo(address)}" from ${source} cannot be used as a proxy`,
    {
      hint: [
        ...(why === undefined ? [] : [why]),
        "A proxy looks like http://proxy.example.com:3128; --proxy none goes without. Nothing was sent.",
      ],
    },
  );
