import type { Secret } from "../secrets/secret.js";

/** An item of the system's keychain. */
export interface KeychainItem {
  readonly service: string;
  readonly account: string;
}

/** The system's keychain: macOS's, Windows' Credential Manager, or a Secret Service such as gnome-keyring. */
export interface Keychain {
  /** @throws Failure E_KEYCHAIN, also where there is no such item */
  read(item: KeychainItem): Promise<string>;
  /** @throws Failure E_KEYCHAIN */
  write(item: KeychainItem, secret: Secret): Promise<void>;
  /** An item that is not there counts as removed. @throws Failure E_KEYCHAIN */
  remove(item: KeychainItem): Promise<void>;
}

const SERVICE = "novu-msg";

/** What the keychain's own program is asked, as one JSON text on its stdin. */
export interface KeychainRequest {
  readonly act: "read" | "write" | "remove";
  readonly service: string;
  readonly account: string;
  /** Only with `write`. */
  readonly value?: string;
}

/** What it answers, as one JSON text on its stdout. */
export type KeychainAnswer =
  /** `read` gives the value, or null where there is no such item; the others give null. */
  | { readonly ok: true; readonly value: string | null }
  /** `missing`: the part of novu-msg that talks to keychains is not installed. `refused`: the system said no. */
  | { readonly ok: false; readonly why: "missing" | "refused" };

/**
 * A new item for a key of this address. A profile's name is not in it, so renaming touches no keychain, and a key that is
 * replaced is there until the new one is.
 */
export const newKeychainItem = (apiUrl: string): KeychainItem => ({
  service: SERVICE,
  account: `${new URL(apiUrl).host} ${crypto.randomUUID()}`,
});
