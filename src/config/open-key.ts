import { Failure } from "../failures/failure.js";
import type { Env } from "../model/env.js";
import { createSecret, type Secret } from "../secrets/secret.js";
import type { KeyReference } from "./key-candidates.js";
import type { Keychain } from "./keychain.js";
import type { KeyLocation } from "./profile.js";

/** Access to keys that are stored outside the config file. */
interface KeyBackends {
  /** Runs a key command and returns its output. */
  readonly run: (command: string) => Promise<string>;
  readonly keychain: () => Promise<Keychain>;
}

/**
 * Reads the key that a reference points to.
 * @throws Failure E_KEY_SOURCE if there is none, E_KEYCHAIN if the keychain fails, E_KEY_FORMAT if it is no valid header value
 */
export const openKey = async (key: KeyReference, env: Env, backends: KeyBackends): Promise<Secret> => {
  if (key.in === "secret") return cleanKey(key.secret.reveal());
  if (key.in === "file") return cleanKey(key.value);
  if (key.in === "command") return cleanKey(await backends.run(key.command));
  if (key.in === "keychain") return cleanKey(await (await backends.keychain()).read(key));
  const value = Object.hasOwn(env, key.name) ? env[key.name]?.trim() : undefined;
  if (value) return cleanKey(value);
  throw new Failure("E_KEY_SOURCE", `this profile reads its key from ${key.name}, which isn't set`, {
    next: [{ words: ["export", `${key.name}=your-key`] }],
  });
};

/** The location of a key that is stored in the config file itself. */
export const keyInFile = (secret: Secret): KeyLocation => ({ in: "file", value: secret.reveal() });

const SCHEME = /^ApiKey\s+/i;
/** Quotes that a shell would have removed, such as from a file that another program wrote. */
const QUOTED = /^["'`]|["'`]$/;

const keyProblem = (key: string): string => {
  if (key === "") return "is empty";
  return QUOTED.test(key)
    ? "has quotes around it"
    : "contains a space, a line break or another character that a key can't have";
};
const PRINTABLE = /^[\x21-\x7e]+$/;

/** Pasted keys can contain line breaks and the scheme of the Authorization header (docs/novu-api.md, "Authentication"). */
export const cleanKey = (text: string): Secret => {
  const key = text.trim().replace(SCHEME, "");
  if (PRINTABLE.test(key) && !QUOTED.test(key)) return createSecret(key);
  const what = keyProblem(key);
  throw new Failure("E_KEY_FORMAT", `the API key ${what}`, {
    hint: ["Copy it again from “API Keys” in Novu's dashboard. Nothing was sent."],
  });
};
