import type { Environment } from "../model/environment.js";
import { depthOf, isJsonObject } from "../model/json.js";

/** Where a profile's key is: in the config file, in the system's keychain, in a variable, or printed by a command. */
export type KeyLocation =
  | { readonly in: "file"; readonly value: string }
  | { readonly in: "keychain"; readonly service: string; readonly account: string }
  | { readonly in: "env"; readonly name: string }
  | { readonly in: "command"; readonly command: string };

/** A key, the only origin it may be sent to, and the environment that it belonged to when last verified. */
export interface Profile {
  readonly apiUrl: string;
  readonly key: KeyLocation;
  readonly environment?: Environment;
  /** Whether plain http to this host was allowed when the profile was added. */
  readonly allowHttp?: boolean;
  /** Writing needs the profile's name typed, or --yes. */
  readonly protected?: boolean;
  /** The level of runs that use it. A value that is not a level means `read`; without one everything is allowed. */
  readonly allow?: unknown;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly verifiedAt?: string;
}

/** Version of the file format. A file without a version has the first one. */
export const CONFIG_SCHEMA = 1;

export interface Profiles {
  /** Kept on writing, even if it is higher than CONFIG_SCHEMA: a newer version wrote a compatible file. */
  readonly schema?: number;
  readonly active?: string;
  /** The profile that `profile use -` switches to. */
  readonly previous?: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

export const NO_PROFILES: Profiles = { profiles: {} };

/** Deeper nesting could be parsed, but not serialized again. */
const MAX_DEPTH = 200;

/** Implemented by `createProfileFile`. `read` never changes anything; `update` holds a lock from read to write. */
export interface ProfileStore {
  /** Absolute path of the file, for messages. */
  readonly path: string;
  /** @throws Failure E_CONFIG, E_CONFIG_OWNER, E_CONFIG_MODE, E_CONFIG_IO */
  read(): Promise<Profiles>;
  /** Call before asking for a key to store. @throws Failure E_CONFIG_OWNER, E_CONFIG_IO if it could not be stored */
  assertStorable(): void;
  /** Applies a pure change to the current state. @throws as `read`, and what `change` throws */
  update(change: (profiles: Profiles) => Profiles): Promise<Profiles>;
}

export const profileNamed = (profiles: Profiles, name: string): Profile | undefined =>
  Object.hasOwn(profiles.profiles, name) ? profiles.profiles[name] : undefined;

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;

export const isProfileName = (name: string): boolean => NAME.test(name) && name !== "__proto__";

/** Describes where the key is, without the key. */
export const keyLabel = (key: KeyLocation): string => {
  if (key.in === "env") return `variable ${key.name}`;
  if (key.in === "keychain") return "system keychain";
  if (key.in === "command") return `command ${key.command.split(" ")[0] ?? ""}`;
  return "config file";
};

/** Whether a value has the format of the config file. Unknown fields are allowed: a newer version may write them. */
export const isProfiles = (value: unknown): value is Profiles =>
  isJsonObject(value) &&
  depthOf(value) <= MAX_DEPTH &&
  isOptionalSchema(value.schema) &&
  isJsonObject(value.profiles) &&
  Object.values(value.profiles).every(isProfile) &&
  isOptionalString(value.active) &&
  isOptionalString(value.previous);

const isProfile = (value: unknown): value is Profile =>
  isJsonObject(value) &&
  typeof value.apiUrl === "string" &&
  URL.canParse(value.apiUrl) &&
  typeof value.createdAt === "string" &&
  isKeyLocation(value.key) &&
  isOptionalEnvironment(value.environment) &&
  (value.allowHttp === undefined || typeof value.allowHttp === "boolean") &&
  (value.protected === undefined || typeof value.protected === "boolean") &&
  isOptionalString(value.verifiedAt);

const isOptionalEnvironment = (value: unknown): boolean =>
  value === undefined ||
  (isJsonObject(value) && [value.id, value.name, value.type, value.organizationId].every(isOptionalString));

const isKeyLocation = (value: unknown): value is KeyLocation =>
  isJsonObject(value) &&
  ((value.in === "file" && typeof value.value === "string") ||
    (value.in === "keychain" && typeof value.service === "string" && typeof value.account === "string") ||
    (value.in === "env" && typeof value.name === "string") ||
    (value.in === "command" && typeof value.command === "string"));

const isOptionalSchema = (value: unknown): boolean =>
  value === undefined || (Number.isSafeInteger(value) && Number(value) > 0);

const isOptionalString = (value: unknown): boolean => value === undefined || typeof value === "string";
