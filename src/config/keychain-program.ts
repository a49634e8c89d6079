import { readFileSync, writeSync } from "node:fs";
import type { KeychainRequest, KeychainResponse } from "./keychain.js";

/**
 * A separate program for one keychain operation, so that a keychain that hangs can be killed. The system's error
 * messages are dropped, since they may quote the key.
 */
const STDIN = 0;
const STDOUT = 1;

/** Without this, Linux without a Secret Service would silently use the kernel keyring, which a reboot empties. */
const SECRET_SERVICE_ONLY = { linux: { store: "secret-service" } } as const;

const answer = async ({ operation, service, account, value }: KeychainRequest): Promise<KeychainResponse> => {
  const keyring = await import("@napi-rs/keyring").catch(() => undefined);
  if (keyring === undefined) return { ok: false, why: "missing" };
  try {
    const entry = new keyring.Entry(service, account, SECRET_SERVICE_ONLY);
    if (operation === "read") return { ok: true, value: entry.getPassword() };
    if (operation === "write") entry.setPassword(value ?? "");
    else entry.deleteCredential();
    return { ok: true, value: null };
  } catch {
    return { ok: false, why: "refused" };
  }
};

writeSync(STDOUT, JSON.stringify(await answer(JSON.parse(readFileSync(STDIN, "utf8")))));
