import { Failure } from "../failures/failure.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { type Env, variable } from "../model/env.js";
import { type ChosenProfile, isNamed } from "./chosen-profile.js";
import type { ConnectionFlags } from "./connection-flags.js";
import { type Candidate, firstOf, type Resolved } from "./resolved.js";

/** Novu's cloud regions (docs/novu-api.md, "Base URLs"). */
export const REGIONS = { us: "https://api.novu.co", eu: "https://eu.api.novu.co" } as const;
type Region = keyof typeof REGIONS;
export const REGION_NAMES = Object.keys(REGIONS) as readonly Region[];
const DEFAULT_REGION: Region = "us";

/** Removes repeated versions too, so that normalizing a stored address again does not change it. */
const API_VERSION_END = /(?:\/+v[12])*\/*$/;

/** Characters that URL parsers rewrite: https://evil.example\@api.novu.co leads to evil.example. */
const REWRITTEN = /[\\\p{Cc}]/u;

/**
 * The base URL in the form that all other code expects: no trailing slash, no `/v1` or `/v2` at the end. Any other
 * path prefix is kept, for self-hosted servers below a context path (docs/novu-api.md, "Base URLs").
 * @throws Failure E_URL
 */
export const normalizeBaseUrl = (text: string): string => {
  const url = URL.canParse(text) && !REWRITTEN.test(text.trim()) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
    const meant = withScheme(text.trim());
    throw new Failure("E_URL", `"${text}" isn't an http or https URL${didYouMean(meant)}`, {
      hint: ["Examples: https://eu.api.novu.co, http://localhost:3000."],
      correction: meant === undefined ? undefined : { wrong: text, right: meant },
    });
  }
  const api = apiOfDashboard(url.hostname);
  if (api !== undefined) {
    throw new Failure("E_URL", `${url.origin} is Novu's website, not its API. Did you mean "${api}"?`, {
      hint: ["Nothing was sent."],
      correction: { wrong: text, right: api },
    });
  }
  if (url.search !== "" || url.hash !== "") {
    throw new Failure("E_URL", "the URL can't have a query or a fragment", {
      hint: ["Use the URL up to the API's path, such as https://novu.example.com/api. Nothing was sent."],
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new Failure("E_URL", "the URL can't contain a user name or password", {
      hint: ["Novu uses an API key instead. Nothing was sent."],
    });
  }
  return url.origin + url.pathname.replace(API_VERSION_END, "");
};

/** A host with an optional port and path, without a scheme. */
const BARE_ADDRESS = /^(?:localhost|[\w-]+(?:\.[\w-]+)+|\[[\da-f:.]+\])(?::\d+)?(?:\/[^\s?#]*)?$/i;

/** The address that a text without a scheme means; undefined if it looks like no address. */
const withScheme = (text: string): string | undefined => {
  if (!BARE_ADDRESS.test(text) || !URL.canParse(`https://${text}`)) return undefined;
  const api = apiOfDashboard(new URL(`https://${text}`).hostname);
  return api ?? `${isLoopback(`http://${text}`) ? "http" : "https"}://${text}`;
};

/** The API that belongs to a page of Novu's own website, such as the dashboard; undefined for any other host. */
const apiOfDashboard = (hostname: string): string | undefined => {
  const [isPage, prefix] = /^(eu\.)?(?:(?:dashboard|web|app|www|docs)\.)?novu\.co$/.exec(hostname) ?? [];
  if (isPage === undefined) return undefined;
  return prefix === undefined ? REGIONS.us : REGIONS.eu;
};

/** `us`, `eu`, or the host of a self-hosted server. */
export const serverName = (baseUrl: string): string =>
  REGION_NAMES.find((region) => REGIONS[region] === baseUrl) ?? new URL(baseUrl).host;

/** Matches the parsed host name, which normalizes spellings such as 127.1, 0x7f000001 and [::ffff:127.0.0.1]. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;

/** Whether requests stay on this machine, where plain http is safe. Names are not resolved: DNS could point elsewhere. */
export const isLoopback = (baseUrl: string): boolean => LOOPBACK.test(new URL(baseUrl).hostname);

/**
 * The API's base URL. Only the winning candidate is parsed, so an invalid but overridden one causes no failure.
 * @throws Failure E_URL, E_ENUM, E_CONFLICT
 */
export const resolveApiUrl = (
  flags: ConnectionFlags,
  env: Env,
  profile: ChosenProfile | undefined,
): Resolved<string> => {
  if (flags.apiUrl !== undefined && flags.region !== undefined) {
    throw new Failure("E_CONFLICT", "--region and --api-url can't be combined");
  }
  const chosen = firstOf([
    ...candidate(flags.apiUrl, "--api-url", normalizeBaseUrl),
    ...candidate(flags.region, "--region", regionUrl),
    ...candidate(variable(env, "NOVU_MSG_API_URL"), "NOVU_MSG_API_URL", normalizeBaseUrl),
    ...candidate(variable(env, "NOVU_MSG_REGION"), "NOVU_MSG_REGION", regionUrl),
    ...fallbacks(env, profile),
  ]);
  if (chosen === undefined) return { value: REGIONS[DEFAULT_REGION], source: "default", overridden: [] };
  return { ...chosen, value: chosen.value() };
};

type LazyUrl = Candidate<() => string>;

const candidate = (text: string | undefined, source: string, toUrl: (text: string) => string): LazyUrl[] =>
  text === undefined ? [] : [{ value: () => toUrl(text), source }];

/** A profile that was selected for this run takes precedence over NOVU_API_URL, as it does for keys. */
const fallbacks = (env: Env, profile: ChosenProfile | undefined): LazyUrl[] => {
  const fromEnv = candidate(variable(env, "NOVU_API_URL"), "NOVU_API_URL", normalizeBaseUrl);
  if (profile === undefined) return fromEnv;
  const fromProfile = candidate(profile.profile.apiUrl, `profile ${profile.name}`, normalizeBaseUrl);
  return isNamed(profile) ? [...fromProfile, ...fromEnv] : [...fromEnv, ...fromProfile];
};

const regionUrl = (text: string): string => {
  const region = REGION_NAMES.find((name) => name === text);
  if (region !== undefined) return REGIONS[region];
  const meant = closest(text, REGION_NAMES);
  throw new Failure("E_ENUM", `"${text}" isn't a region${didYouMean(meant)}`, {
    correction: meant === undefined ? undefined : { wrong: text, right: meant },
    hint: [`Regions: ${REGION_NAMES.join(", ")}. For a self-hosted Novu use --api-url instead.`],
  });
};
