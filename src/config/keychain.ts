import type { Secret } from "../secrets/secret.js";

/** An item of the system's keychain. */
interface KeychainItem {
  readonly service: string;
  readonly account: string;
}

/** The system's keychain: macOS's, Windows' Credential Manager, or a Secret Service such as gnome-keyring. */
export interface Keychain {
  /** @throws Failure E_KEYCHAIN, also if there is no such item */
  read(item: KeychainItem): Promise<string>;
  /** @throws Failure E_KEYCHAIN */
  write(item: KeychainItem, secret: Secret): Promise<void>;
  /** Succeeds if there is no such item. @throws Failure E_KEYCHAIN */
  remove(item: KeychainItem): Promise<void>;
}

/** One JSON text on the stdin of the keychain program. */
export interface KeychainRequest {
  readonly operation: "read" | "write" | "remove";
  readonly service: string;
  readonly account: string;
  /** Only with `write`. */
  readonly value?: string;
}

/** One JSON text on the stdout of the keychain program. */
export type KeychainResponse =
  /** For `read`, the value, or null if there is no such item; otherwise null. */
  | { readonly ok: true; readonly value: string | null }
  /** `missing`: the optional package for keychains is not installed. `refused`: the system reported an error. */
  | { readonly ok: false; readonly why: "missing" | "refused" };

const SERVICE = "novu-msg";

/**
 * A new item for a key of this address. It does not contain the profile's name, so renaming a profile leaves the keychain
 * alone, and replacing a key keeps the old item until the new one is stored.
 */
export const newKeychainItem = (apiUrl: string) => ({
  service: SERVICE,
  account: `${new URL(apiUrl).host} ${crypto.randomUUID()}`,
});
