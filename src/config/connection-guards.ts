import { Failure } from "../failures/failure.js";
import { type Env, isOn } from "../model/env.js";
import { defaultPortOf } from "../model/hostname.js";
import { isLoopback } from "./api-url.js";
import type { ChosenProfile } from "./chosen-profile.js";
import type { ConnectionFlags } from "./connection-flags.js";
import type { Resolved } from "./resolved.js";

type GuardFlags = Pick<ConnectionFlags, "allowHost" | "allowHttp">;

/**
 * A stored key is sent only to the origin (scheme, host and port) that it was stored for. Another host needs
 * --allow-host; http in place of https needs --allow-http or the profile's permission. @throws Failure E_HOST
 */
export const guardHost = (
  { name, profile }: ChosenProfile,
  apiUrl: Resolved<string>,
  { allowHost = [], allowHttp = false }: GuardFlags,
): void => {
  const [bound, target] = [new URL(profile.apiUrl), new URL(apiUrl.value)];
  const isDowngrade = isHttps(bound) && !isHttps(target);
  const isOtherHost = !isSameHost(bound, target) && !allowHost.some((text) => isAllowed(target, text));
  const mayDowngrade = allowHttp || allowsHttpTo(profile, target);
  if (!isOtherHost && (!isDowngrade || mayDowngrade)) return;
  throw new Failure("E_HOST", refusal(name, bound, target), {
    hint: [`The other URL comes from ${apiUrl.source}. Nothing was sent.`],
    addition: {
      words: [
        ...(isOtherHost ? ["--allow-host", target.host] : []),
        ...(isDowngrade && !mayDowngrade ? ["--allow-http"] : []),
      ],
      when: isDowngrade ? "to send this key there anyway, over plain http" : "to send this key there anyway",
    },
    next: [
      {
        words: ["novu-msg", "profile", "add", "other", "--api-url", apiUrl.value],
        when: "to store a key for that host",
      },
    ],
  });
};

const isHttps = ({ protocol }: URL): boolean => protocol === "https:";

/** Names the scheme only if the hosts are the same. */
const refusal = (name: string, bound: URL, target: URL): string =>
  bound.host === target.host
    ? `the key of profile "${name}" belongs to ${bound.origin}, not to ${target.origin}`
    : `the key of profile "${name}" belongs to ${bound.host}, not to ${target.host}`;

/** The same origin, or the same host over plain http, which is checked separately. */
const isSameHost = (bound: URL, target: URL): boolean =>
  bound.origin === target.origin || (isHttps(bound) && !isHttps(target) && bound.host === target.host);

/** A host with an optional port. URL parsing normalizes its spelling. */
const ALLOWED_HOST = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/;

const isAllowed = (url: URL, text: string): boolean => {
  const isBareIpv6 = (text.match(/:/g) ?? []).length > 1 && !text.startsWith("[");
  const [, host = "", port] = ALLOWED_HOST.exec(isBareIpv6 ? `[${text}]` : text.trim()) ?? [];
  const address = `${url.protocol}//${host}`;
  if (host === "" || !URL.canParse(address)) return false;
  const named = new URL(address);
  const isOnlyHost = named.username === "" && named.password === "" && named.pathname === "/";
  const defaultPort = defaultPortOf(url);
  return (
    isOnlyHost &&
    named.hostname === url.hostname &&
    Number(port ?? defaultPort) === Number(url.port || defaultPort)
  );
};

/** A profile's permission for http covers only the host it was stored for. */
const allowsHttpTo = (profile: ChosenProfile["profile"], target: URL): boolean =>
  profile.allowHttp === true && new URL(profile.apiUrl).host === target.host;

/**
 * Whether the key may be sent to this address over plain http. NOVU_MSG_ALLOW_HTTP applies to a key that also comes from a
 * variable, or that was stored for exactly this origin.
 */
export const isHttpAllowed = (
  flags: GuardFlags,
  env: Env,
  chosen: ChosenProfile | undefined,
  apiUrl: string,
): boolean => {
  if (flags.allowHttp === true) return true;
  const target = new URL(apiUrl);
  if (chosen !== undefined && allowsHttpTo(chosen.profile, target)) return true;
  const isBoundElsewhere = chosen !== undefined && new URL(chosen.profile.apiUrl).origin !== target.origin;
  return !isBoundElsewhere && isOn(env, "NOVU_MSG_ALLOW_HTTP");
};

/** A key is not sent where others could read it on its way, except within this machine. @throws Failure E_HTTP */
export const guardEncryption = (apiUrl: string, env: Env, isHttpAllowed: boolean): void => {
  if (isLoopback(apiUrl)) return;
  if (apiUrl.startsWith("https:")) guardCertificateCheck(apiUrl, env);
  else if (!isHttpAllowed) throw plainHttp(apiUrl);
};

/** Node obeys this variable for every connection, whatever a program asks for. */
const guardCertificateCheck = (apiUrl: string, env: Env): void => {
  if (env.NODE_TLS_REJECT_UNAUTHORIZED !== "0") return;
  throw new Failure(
    "E_HTTP",
    `NODE_TLS_REJECT_UNAUTHORIZED=0 disables certificate checks: anyone could pose as ${new URL(apiUrl).host}`,
    {
      hint: ["Nothing was sent. For a private certificate authority use --ca-file."],
      next: [{ words: ["unset", "NODE_TLS_REJECT_UNAUTHORIZED"] }],
    },
  );
};

const plainHttp = (apiUrl: string): Failure => {
  return new Failure("E_HTTP", `${apiUrl} is plain http: the key would be sent unencrypted`, {
    hint: ["Nothing was sent. Use https if the server supports it."],
    addition: { words: ["--allow-http"], when: "if you trust the network" },
  });
};
