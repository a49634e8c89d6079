import { Failure } from "../failures/failure.js";
import { type Env, isOn } from "../model/env.js";
import { isLoopback } from "./api-url.js";
import type { ChosenProfile } from "./chosen-profile.js";
import type { ConnectionFlags } from "./connection-flags.js";
import type { Resolved } from "./resolved.js";

type GuardFlags = Pick<ConnectionFlags, "allowHost" | "allowHttp">;

/**
 * A stored key goes only to the origin it was stored for: scheme, host and port. Another host has to be allowed on
 * the line; going from https to http has to be allowed on the line or by the profile. @throws Failure E_HOST
 */
export const guardHost = (
  { name, profile }: ChosenProfile,
  apiUrl: Resolved<string>,
  { allowHost = [], allowHttp = false }: GuardFlags,
): void => {
  const [bound, wanted] = [new URL(profile.apiUrl), new URL(apiUrl.value)];
  const isLowered = isHttps(bound) && !isHttps(wanted);
  const isElsewhere = !isSameHost(bound, wanted) && !allowHost.some((text) => isNamedBy(wanted, text));
  const mayBeLowered = allowHttp || allowsHttpTo(profile, wanted);
  if (!isElsewhere && (!isLowered || mayBeLowered)) return;
  throw new Failure("E_HOST", refusal(name, bound, wanted), {
    hint: [`The other address came from ${apiUrl.source}. Nothing was sent.`],
    addition: {
      words: [
        ...(isElsewhere ? ["--allow-host", wanted.host] : []),
        ...(isLowered && !mayBeLowered ? ["--allow-http"] : []),
      ],
      when: isLowered
        ? "to send this key there on purpose, over plain http"
        : "to send this key there on purpose",
    },
    next: [
      {
        words: ["novu-msg", "profile", "add", "other", "--api-url", apiUrl.value],
        when: "to keep a key for that host",
      },
    ],
  });
};

const isHttps = ({ protocol }: URL): boolean => protocol === "https:";

/** The scheme is named only where it makes the difference. */
const refusal = (name: string, bound: URL, wanted: URL): string =>
  bound.host === wanted.host
    ? `the key of profile "${name}" belongs to ${bound.origin}, not to ${wanted.origin}`
    : `the key of profile "${name}" belongs to ${bound.host}, not to ${wanted.host}`;

/** The same origin, or the same host over plain http: whether that is allowed is another question. */
const isSameHost = (bound: URL, wanted: URL): boolean =>
  bound.origin === wanted.origin || (isHttps(bound) && !isHttps(wanted) && bound.host === wanted.host);

/** A host, with a port or with the address's default one; in any spelling, as a URL parser reads it. */
const ALLOWED_HOST = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { "https:": "443", "http:": "80" };

const isNamedBy = (url: URL, text: string): boolean => {
  const isBareIpv6 = (text.match(/:/g) ?? []).length > 1 && !text.startsWith("[");
  const [, host = "", port] = ALLOWED_HOST.exec(isBareIpv6 ? `[${text}]` : text.trim()) ?? [];
  const address = `${url.protocol}//${host}`;
  if (host === "" || !URL.canParse(address)) return false;
  const named = new URL(address);
  const isOnlyHost = named.username === "" && named.password === "" && named.pathname === "/";
  const defaultPort = DEFAULT_PORTS[url.protocol] ?? "";
  return (
    isOnlyHost &&
    named.hostname === url.hostname &&
    Number(port ?? defaultPort) === Number(url.port || defaultPort)
  );
};

/** What was allowed when the profile was added holds for the host it was added for, and no other. */
const allowsHttpTo = (profile: ChosenProfile["profile"], wanted: URL): boolean =>
  profile.allowHttp === true && new URL(profile.apiUrl).host === wanted.host;

/**
 * Whether a key may travel to this address over plain http, if that is what it comes to. A variable counts for a key
 * that comes from a variable too, or that was stored for just this origin.
 */
export const isHttpAllowed = (
  flags: GuardFlags,
  env: Env,
  chosen: ChosenProfile | undefined,
  apiUrl: string,
): boolean => {
  if (flags.allowHttp === true) return true;
  const wanted = new URL(apiUrl);
  if (chosen !== undefined && allowsHttpTo(chosen.profile, wanted)) return true;
  const isBoundElsewhere = chosen !== undefined && new URL(chosen.profile.apiUrl).origin !== wanted.origin;
  return !isBoundElsewhere && isOn(env, "NOVU_MSG_ALLOW_HTTP");
};

/** A key does not travel in the clear, except inside this machine. @throws Failure E_HTTP */
export const guardHttp = (apiUrl: string, allowed: boolean): void => {
  if (apiUrl.startsWith("https:") || isLoopback(apiUrl) || allowed) return;
  throw new Failure("E_HTTP", `${apiUrl} is plain http: the key could be read on its way`, {
    hint: ["Nothing was sent. Use https, if the server has it."],
    addition: { words: ["--allow-http"], when: "where the network is safe" },
  });
};
