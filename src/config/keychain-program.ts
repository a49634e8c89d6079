import { readFileSync, writeSync } from "node:fs";
import type { KeychainAnswer, KeychainRequest } from "./keychain.js";

/**
 * A program of its own that does one thing to the system's keychain: a keychain that hangs, hangs it, and it can be
 * killed. The system's words go nowhere, since they may quote what was asked.
 */
const STDIN = 0;
const STDOUT = 1;

/** Without this, a Linux without a Secret Service would silently get the kernel's keys, which a restart forgets. */
const NO_OTHER_PLACE = { linux: { store: "secret-service" } } as const;

const answer = async ({ act, service, account, value }: KeychainRequest): Promise<KeychainAnswer> => {
  const keyring = await import("@napi-rs/keyring").catch(() => undefined);
  if (keyring === undefined) return { ok: false, why: "missing" };
  try {
    const entry = new keyring.Entry(service, account, NO_OTHER_PLACE);
    if (act === "read") return { ok: true, value: entry.getPassword() };
    if (act === "write") entry.setPassword(value ?? "");
    else entry.deleteCredential();
    return { ok: true, value: null };
  } catch {
    return { ok: false, why: "refused" };
  }
};

writeSync(STDOUT, JSON.stringify(await answer(JSON.parse(readFileSync(STDIN, "utf8")))));
