import type { Environment } from "../domain/environment.js";

/** Where something happened: what a view needs of a connection. */
export interface Place {
  readonly apiUrl: { readonly value: string };
  readonly profile:
    | { readonly name: string; readonly profile: { readonly environment?: Environment | undefined } }
    | undefined;
  readonly key: { readonly source: string } | undefined;
}

const CLOUD: Readonly<Record<string, string>> = {
  "https://api.novu.co": "us",
  "https://eu.api.novu.co": "eu",
};

/** `env Production · eu · profile prod`: the environment by name where it is known, else by id. */
export const placeText = ({ apiUrl, profile, key }: Place, environmentId?: string | undefined): string =>
  [
    `env ${profile?.profile.environment?.name ?? environmentId ?? "unknown"}`,
    CLOUD[apiUrl.value] ?? new URL(apiUrl.value).host,
    profile === undefined ? `key from ${key?.source ?? "nowhere"}` : `profile ${profile.name}`,
  ].join(" · ");
