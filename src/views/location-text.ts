import type { Environment } from "../model/environment.js";

/** Where something happened: what a view needs of a connection. */
export interface Location {
  /** `us`, `eu`, or the host of a self-hosted server. */
  readonly region: string;
  readonly profile: { readonly name: string; readonly environment: Environment | undefined } | undefined;
  readonly key: { readonly source: string };
}

/** `env Production · eu · profile prod`: the environment by name where it is known, else by id, else not at all. */
export const locationText = (
  { region, profile, key }: Location,
  environmentId?: string | undefined,
): string => {
  const environment = profile?.environment?.name ?? environmentId;
  return [
    ...(environment === undefined ? [] : [`env ${environment}`]),
    region,
    profile === undefined ? `key from ${key.source}` : `profile ${profile.name}`,
  ].join(" · ");
};
