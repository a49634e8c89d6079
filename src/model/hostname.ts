const DEFAULT_PORTS: Readonly<Record<string, string>> = { "https:": "443", "http:": "80" };

/** The port that an address without one means; empty for other schemes than http and https. */
export const defaultPortOf = ({ protocol }: URL): string => DEFAULT_PORTS[protocol] ?? "";

/** A URL's hostname without the brackets of an IPv6 address. */
export const withoutBrackets = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, "$1");
