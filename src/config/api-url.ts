import { Failure } from "../failures/failure.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { type Env, variable } from "../model/env.js";
import { type ChosenProfile, isExplicit } from "./chosen-profile.js";
import type { ConnectionFlags } from "./connection-flags.js";
import { type Candidate, firstOf, type Resolved } from "./resolved.js";

/** Novu's cloud regions (docs/novu-api.md, "Base URLs"). */
export const REGIONS = { us: "https://api.novu.co", eu: "https://eu.api.novu.co" } as const;
type Region = keyof typeof REGIONS;
export const REGION_NAMES = Object.keys(REGIONS) as readonly Region[];
const DEFAULT_REGION: Region = "us";

/** As often as it stands there: a stored address is read again, and must come out as it went in. */
const API_VERSION_END = /(?:\/+v[12])*\/*$/;

/** What a URL parser turns into something else: https://evil.example\@api.novu.co is at evil.example. */
const MISREAD = /[\\\p{Cc}]/u;

/**
 * The address in the form that all other code expects: no trailing slash, no `/v1` or `/v2` at the end. Any other
 * path prefix stays, for self-hosted servers below a context path (docs/novu-api.md, "Base URLs").
 * @throws Failure E_URL
 */
export const normalizeBaseUrl = (text: string): string => {
  const url = URL.canParse(text) && !MISREAD.test(text.trim()) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new Failure("E_URL", `"${text}" is not an http or https address`, {
      hint: ["An address looks like https://eu.api.novu.co or http://localhost:3000."],
    });
  }
  if (url.search !== "" || url.hash !== "") {
    throw new Failure("E_URL", "the address must not have a query or a fragment", {
      hint: ["Give it up to the API's path, such as https://novu.example.com/api. Nothing was sent."],
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new Failure("E_URL", "the address must not hold a user name or password", {
      hint: ["Novu takes an API key in a header; nothing was sent."],
    });
  }
  return url.origin + url.pathname.replace(API_VERSION_END, "");
};

/** `us`, `eu`, or the host of a self-hosted server. */
export const serverName = (baseUrl: string): string =>
  REGION_NAMES.find((region) => REGIONS[region] === baseUrl) ?? new URL(baseUrl).host;

/** As a URL parser writes them, whichever way they were spelt: 127.1, 0x7f000001, [::ffff:127.0.0.1]. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;

/** Plain http is safe only as far as this machine. Names are not looked up: a resolver could lead elsewhere. */
export const isLoopback = (baseUrl: string): boolean => LOOPBACK.test(new URL(baseUrl).hostname);

/**
 * Novu's address. Only the one that counts is read, so a broken one that is shadowed does no harm.
 * @throws Failure E_URL, E_ENUM, E_CONFLICT
 */
export const resolveApiUrl = (
  flags: ConnectionFlags,
  env: Env,
  profile: ChosenProfile | undefined,
): Resolved<string> => {
  if (flags.apiUrl !== undefined && flags.region !== undefined) {
    throw new Failure("E_CONFLICT", "--region and --api-url both say where Novu is; give one of them");
  }
  const chosen = firstOf([
    ...offered(flags.apiUrl, "--api-url", normalizeBaseUrl),
    ...offered(flags.region, "--region", regionUrl),
    ...offered(variable(env, "NOVU_MSG_API_URL"), "NOVU_MSG_API_URL", normalizeBaseUrl),
    ...offered(variable(env, "NOVU_MSG_REGION"), "NOVU_MSG_REGION", regionUrl),
    ...lastOffers(env, profile),
  ]);
  if (chosen === undefined) return { value: REGIONS[DEFAULT_REGION], source: "default", overridden: [] };
  return { ...chosen, value: chosen.value() };
};

type LazyUrl = Candidate<() => string>;

const offered = (text: string | undefined, source: string, toUrl: (text: string) => string): LazyUrl[] =>
  text === undefined ? [] : [{ value: () => toUrl(text), source }];

/** A profile chosen on purpose beats an address that merely lies about, as it does with keys. */
const lastOffers = (env: Env, profile: ChosenProfile | undefined): LazyUrl[] => {
  const ambient = offered(variable(env, "NOVU_API_URL"), "NOVU_API_URL", normalizeBaseUrl);
  if (profile === undefined) return ambient;
  const own = offered(profile.profile.apiUrl, `profile ${profile.name}`, normalizeBaseUrl);
  return isExplicit(profile) ? [...own, ...ambient] : [...ambient, ...own];
};

const regionUrl = (text: string): string => {
  const region = REGION_NAMES.find((name) => name === text);
  if (region !== undefined) return REGIONS[region];
  const meant = closest(text, REGION_NAMES);
  throw new Failure("E_ENUM", `"${text}" is not a region${didYouMean(meant)}`, {
    correction: meant === undefined ? undefined : { wrong: text, right: meant },
    hint: [`Regions are ${REGION_NAMES.join(" and ")}; for a self-hosted Novu give --api-url instead.`],
  });
};
