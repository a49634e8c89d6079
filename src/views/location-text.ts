import type { Environment } from "../model/environment.js";

/** Server, profile and key of a connection, as views show them. */
export interface ConnectionLocation {
  /** `us`, `eu`, or the host of a self-hosted server. */
  readonly region: string;
  readonly profile: { readonly name: string; readonly environment: Environment | undefined } | undefined;
  readonly key: { readonly source: string };
}

/** `Production · eu`. If the name of the environment is not known, the profile's name is in its place, if there is one. */
export const locationText = (
  { region, profile }: ConnectionLocation,
  environmentName: string | undefined = profile?.environment?.name,
): string => [environmentName ?? profile?.name, region].filter((part) => part !== undefined).join(" · ");
