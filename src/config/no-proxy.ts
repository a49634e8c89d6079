import { BlockList, isIP } from "node:net";

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "https:": "443", "http:": "80" };

/**
 * Whether NO_PROXY names an address: `*`; a host with its subdomains, with or without a dot in front, with a
 * port if it likes; an address in numbers; a network such as 10.0.0.0/8. Between commas or spaces.
 */
export const isExcepted = (url: URL, exceptions: string): boolean =>
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
