/** What the proxy variables say about one address. */
export interface ProxyFacts {
  /** Every proxy variable that is set, as it is spelt, credentials masked. */
  readonly set: readonly { readonly name: string; readonly value: string }[];
  /** The one that programs which use proxies would take for this address. */
  readonly applying: string | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

/** The lower-case name counts first, as it does in curl and undici. Empty is not set. */
const spellings = (name: string): readonly string[] => [name.toLowerCase(), name];

const firstSet = (env: Env, name: string): string | undefined =>
  spellings(name).find((spelling) => env[spelling]?.trim());

export const proxyFacts = (env: Env, baseUrl: string): ProxyFacts => {
  const url = new URL(baseUrl);
  const name = firstSet(env, url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY");
  const exceptions = env[firstSet(env, "NO_PROXY") ?? ""] ?? "";
  return {
    set: ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"]
      .flatMap(spellings)
      .filter((spelling) => env[spelling]?.trim())
      .map((spelling) => ({ name: spelling, value: withoutCredentials(env[spelling] ?? "") })),
    applying: name !== undefined && !isExcepted(url, exceptions) ? name : undefined,
  };
};

/** Up to the last @ before the path: a password may hold one itself, and need not be well-formed. */
const withoutCredentials = (text: string): string =>
  text
    .trim()
    .replace(
      /^([a-z][a-z0-9+.-]*:\/\/)?[^/?#]*@/i,
      (_, scheme: string | undefined) => `${scheme ?? ""}••••••••@`,
    );

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "https:": "443", "http:": "80" };

/** `*`, or hosts and their subdomains, each with a port if it likes, between commas or spaces. */
const isExcepted = (url: URL, exceptions: string): boolean =>
  exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === "*") return true;
      const [, host = "", port] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
      const name = host.replace(/^\*?\./, "");
      const isHost = name !== "" && (url.hostname === name || url.hostname.endsWith(`.${name}`));
      return isHost && (port === undefined || port === (url.port || DEFAULT_PORTS[url.protocol]));
    });
