import type { KeyReference } from "../../config/key-candidates.js";
import { keyInFile } from "../../config/open-key.js";
import { type KeyLocation, type Profile, profileNamed } from "../../config/profile.js";
import { withProfile } from "../../config/profile-change.js";
import { visibleProfile } from "../../config/visible-profile.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { addHint, Failure } from "../../failures/failure.js";
import type { Environment } from "../../model/environment.js";
import { createSecret, type Secret } from "../../secrets/secret.js";
import {
  environmentName,
  profileDocument,
  profileTable,
  type VisibleProfile,
} from "../../views/profile-view.js";
import type { AddProfileInput } from "./add.js";

type AddProfileContext = Pick<
  Context,
  | "target"
  | "novuAt"
  | "profiles"
  | "prompts"
  | "confirm"
  | "readText"
  | "openKey"
  | "keychain"
  | "now"
  | "output"
>;

/** Checks a key with Novu, and stores the key or its source, together with its environment. */
const run = async (context: AddProfileContext, input: AddProfileInput): Promise<Outcome<VisibleProfile>> => {
  const store = await context.profiles();
  const existing = profileNamed(await store.read(), input.name);
  store.assertStorable();
  const { apiUrl, allowHttp } = await context.target();
  if (existing !== undefined)
    await context.confirm(`replace profile "${input.name}" (${existing.apiUrl}) by a key for ${apiUrl}?`);
  const reference = await keyReferenceOf(context, input.key, apiUrl);
  const environment = input.verify ? await verify(context, apiUrl, reference) : undefined;
  const now = new Date(context.now()).toISOString();
  const isProtected = input.isProtected ?? existing?.protected === true;
  const key =
    reference.in === "secret"
      ? await storeKey(context, await context.openKey(reference), input.store, apiUrl)
      : reference;
  const profile: Profile = {
    apiUrl,
    key,
    createdAt: now,
    ...(environment === undefined ? {} : { environment, verifiedAt: now }),
    ...(allowHttp ? { allowHttp } : {}),
    ...(isProtected ? { protected: true } : {}),
  };
  const { state, replaced } = await storeProfile(context, input, profile);
  await context.output.note(
    key.in === "keychain"
      ? `the key is in the system's keychain, the rest in ${store.path}`
      : `stored in ${store.path}, which only you can read`,
  );
  if (replaced !== undefined) await deleteReplacedKey(context, replaced);
  if (isProtected && input.isProtected === undefined)
    await context.output.note("it stays protected; --no-protected takes that off");
  return { model: visibleProfile(state, input.name, profile) };
};

/** Stores the profile, and returns the key that it replaced; on failure the new key is removed from the keychain again. */
const storeProfile = async (context: AddProfileContext, { name, use }: AddProfileInput, profile: Profile) => {
  let replaced: KeyLocation | undefined;
  const store = await context.profiles();
  try {
    const state = await store.update((profiles) => {
      replaced = profileNamed(profiles, name)?.key;
      return withProfile(profiles, name, profile, use);
    });
    return { state, replaced };
  } catch (error) {
    await deleteReplacedKey(context, profile.key);
    throw error;
  }
};

/** The profile is changed already, so a key that cannot be removed from the keychain is reported and no failure. */
const deleteReplacedKey = async (
  { keychain, output }: AddProfileContext,
  key: KeyLocation,
): Promise<void> => {
  if (key.in !== "keychain") return;
  const { service, account } = key;
  try {
    await (await keychain()).remove({ service, account });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await output.note(
      `a key that is not used any more stays in the system's keychain (${service}, ${account}): ${error.message}`,
    );
  }
};

const SERVICE = "novu-msg";

/**
 * A new item for a key of this address. It does not contain the profile's name, so renaming a profile leaves the keychain
 * alone, and replacing a key keeps the old item until the new one is stored.
 */
const newKeychainItem = (apiUrl: string) => ({
  service: SERVICE,
  account: `${new URL(apiUrl).host} ${crypto.randomUUID()}`,
});

/** Stores the key in the keychain if requested; a key in the config file is stored with the profile. @throws Failure E_KEYCHAIN */
const storeKey = async (
  { keychain }: AddProfileContext,
  secret: Secret,
  store: AddProfileInput["store"],
  apiUrl: string,
): Promise<KeyLocation> => {
  if (store === "file") return keyInFile(secret);
  const item = newKeychainItem(apiUrl);
  await (await keychain()).write(item, secret).catch((error: unknown) => {
    throw addHint(
      error,
      "last",
      "Nothing was stored. Without --store keychain the key goes into the config file.",
    );
  });
  return { in: "keychain", ...item };
};

/** The key itself, or where each run gets it from. */
const keyReferenceOf = async (
  context: AddProfileContext,
  key: AddProfileInput["key"],
  apiUrl: string,
): Promise<KeyReference> => {
  if (key.from === "env") return { in: "env", name: key.name };
  if (key.from === "command") return { in: "command", command: key.command };
  return { in: "secret", secret: createSecret(await readKey(context, key, apiUrl)) };
};

const readKey = async (
  { prompts, readText }: AddProfileContext,
  key: AddProfileInput["key"],
  apiUrl: string,
): Promise<string> => {
  if (key.from === "stdin") return readText("-");
  if (key.from === "file") return readText(key.path);
  const ask = await prompts("a key: --key-stdin, --key-file, --key-env or --key-command");
  return ask.secret(`API key for ${apiUrl} (from the dashboard; not shown)`);
};

const verify = async (
  context: AddProfileContext,
  apiUrl: string,
  key: KeyReference,
): Promise<Environment> => {
  const secret = await context.openKey(key);
  const novu = await context.novuAt(apiUrl, secret);
  return context.output.during("checking the key", novu.environment()).catch((error: unknown) => {
    const line = `Nothing was stored. The address was ${apiUrl}; --no-verify skips this check.`;
    throw addHint(error, "last", line);
  });
};

const view = (profile: VisibleProfile) => ({
  table: profileTable([profile]),
  headline: {
    level: "done" as const,
    text: `profile ${profile.name} added${profile.isActive ? ", and active" : ""}`,
    context: `env ${environmentName(profile.environment) ?? "not checked"} · ${profile.apiUrl}`,
  },
});

export const body = { run, document: profileDocument, view };
