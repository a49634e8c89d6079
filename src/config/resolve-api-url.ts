import { Failure } from "../failures/failure.js";
import { closest } from "../model/closest.js";
import { didYouMean } from "../model/did-you-mean.js";
import { type Env, variable } from "../model/variable.js";
import { DEFAULT_REGION, normalizeBaseUrl, REGION_NAMES, REGIONS } from "./base-url.js";
import { type ChosenProfile, isExplicit } from "./chosen-profile.js";
import type { ConnectionFlags } from "./connection-flags.js";
import { type Candidate, firstOf, type Resolved } from "./resolved.js";

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
