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
