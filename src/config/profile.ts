import type { Environment } from "../model/environment.js";
import { depthOf, isJsonObject } from "../model/json.js";

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

/** What is nested deeper could be read, but not written again. */
const DEEPEST = 200;

/** Where profiles live. Reading never changes anything; `update` holds a lock from read to write. */
export interface ProfileStore {
  /** Absolute path of the file, for messages. */
  readonly path: string;
  /** @throws Failure E_CONFIG, E_CONFIG_OWNER, E_CONFIG_MODE, E_CONFIG_IO */
  read(): Promise<Profiles>;
  /** For who is about to ask for a key. @throws Failure E_CONFIG_OWNER, E_CONFIG_IO where none could be stored */
  assertStorable(): void;
  /** Applies a pure change to the newest state. @throws as `read`, and what `change` throws */
  update(change: (profiles: Profiles) => Profiles): Promise<Profiles>;
}

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

/** Whether what a file holds is what we wrote; unknown extra fields are fine, they may be a newer version's. */
export const isProfiles = (value: unknown): value is Profiles =>
  isJsonObject(value) &&
  depthOf(value) <= DEEPEST &&
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
