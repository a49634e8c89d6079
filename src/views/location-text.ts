import type { Environment } from "../model/environment.js";

/** Server, profile and key of a connection, as views show them. */
export interface ConnectionLocation {
  /** `us`, `eu`, or the host of a self-hosted server. */
  readonly region: string;
  readonly profile: { readonly name: string; readonly environment: Environment | undefined } | undefined;
  readonly key: { readonly source: string };
}

/** `env Production · eu · profile prod`: the environment by name or, if that is unknown, by ID; omitted if both are. */
export const locationText = (
  { region, profile, key }: ConnectionLocation,
  environmentId?: string | undefined,
): string => {
  const environment = profile?.environment?.name ?? environmentId;
  return [
    ...(environment === undefined ? [] : [`env ${environment}`]),
    region,
    profile === undefined ? `key from ${key.source}` : `profile ${profile.name}`,
  ].join(" · ");
};
