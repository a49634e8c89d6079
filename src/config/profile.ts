import type { Environment } from "../model/environment.js";

/** Where a profile takes its key from: the file itself, the system's keychain, or a place that is asked each time. */
export type KeyLocation =
  | { readonly in: "file"; readonly value: string }
  | { readonly in: "keychain"; readonly service: string; readonly account: string }
  | { readonly in: "env"; readonly name: string }
  | { readonly in: "command"; readonly command: string };

/** One named set-up: a key, the one origin it may be sent to, and the environment it was seen to open. */
export interface Profile {
  readonly apiUrl: string;
  readonly key: KeyLocation;
  readonly environment?: Environment;
  /** Plain http to this host was allowed when the profile was added. */
  readonly allowHttp?: boolean;
  /** Changes through it need its name to be typed, or --yes. */
  readonly protected?: boolean;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly verifiedAt?: string;
}

/** Number of the file's form; a file without one is of the first. */
export const CONFIG_SCHEMA = 1;

export interface Profiles {
  /** Stays what it was, also where it is higher than ours: a newer version's file that can be understood. */
  readonly schema?: number;
  readonly active?: string;
  /** What `profile use -` goes back to. */
  readonly previous?: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

export const NO_PROFILES: Profiles = { profiles: {} };

export const profileNamed = (profiles: Profiles, name: string): Profile | undefined =>
  Object.hasOwn(profiles.profiles, name) ? profiles.profiles[name] : undefined;

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;

export const isProfileName = (name: string): boolean => NAME.test(name) && name !== "__proto__";

/** How the key's place is called in lists; never the key. */
export const keyLabel = (key: KeyLocation): string => {
  if (key.in === "env") return `variable ${key.name}`;
  if (key.in === "keychain") return "system keychain";
  if (key.in === "command") return `command ${key.command.split(" ")[0] ?? ""}`;
  return "config file";
};
