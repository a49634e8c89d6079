import { existingProfile } from "../../config/chosen-profile.js";
import { guardHost } from "../../config/connection-guards.js";
import type { KeyReference } from "../../config/key-candidates.js";
import { type KeyLocation, keyLabel, type Profile, type Profiles } from "../../config/profile.js";
import { withProfile } from "../../config/profile-change.js";
import { visibleProfile } from "../../config/visible-profile.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import type { Environment } from "../../model/environment.js";
import {
  environmentName,
  profileDocument,
  profileTable,
  type VisibleProfile,
} from "../../views/profile-view.js";
import type { KeyInput, ProfileInput } from "./add.js";
import { assertMayChange } from "./assert-may-change.js";
import { discardKey, type ProfileKeyContext, readCheckedKey, storeKey, verifyKey } from "./profile-key.js";

type SetProfileContext = ProfileKeyContext &
  Pick<Context, "target" | "profiles" | "canAsk" | "allowedFor" | "now">;

/** Changes what the line names and keeps the rest. A new key or address is checked with Novu before anything is stored. */
const run = async (context: SetProfileContext, input: ProfileInput): Promise<Outcome<VisibleProfile>> => {
  const { name } = input;
  const store = await context.profiles();
  const known = await store.read();
  const existing = existingProfile(known, name);
  store.assertStorable();
  if (input.allow !== undefined && input.allow !== visibleProfile(known, name, existing).allow)
    assertMayChange(context, store, known, name, `changing the level of profile "${name}"`);
  const keyInput = keyToRead(context, input);
  const { apiUrl, allowHttp } = await addressOf(context, input, existing, keyInput);
  const { reference, environment } = await checkedKey(context, input, keyInput, existing, apiUrl);
  const key = await locationOf(context, input, reference, existing, apiUrl);
  const isRechecked = reference !== existing.key || apiUrl !== existing.apiUrl;
  const change = (current: Profile): Profile =>
    withSettings(
      { ...current, apiUrl, key, ...(isRechecked ? checkedAt(environment, context.now()) : {}) },
      {
        protected: input.isProtected ?? current.protected === true,
        allowHttp,
        allow: (input.allow ?? current.allow) === "write" ? undefined : (input.allow ?? current.allow),
      },
    );
  const state = await storeChange(context, input, change, key === existing.key ? undefined : key);
  if (key !== existing.key) await discardKey(context, existing.key);
  const [before, after] = [existing.environment?.id, environment?.id];
  if (before !== undefined && after !== undefined && before !== after)
    await context.output.note(
      `the key is for environment ${environmentName(environment)} now; before, it was for ${environmentName(existing.environment)}`,
    );
  return { model: visibleProfile(state, name, existingProfile(state, name)) };
};

/** The key that the line names. A line without any change asks for one. @throws Failure E_INPUT */
const keyToRead = (
  { canAsk }: SetProfileContext,
  { key, store, use, isProtected, allow, address }: ProfileInput,
): KeyInput | undefined => {
  const { region, apiUrl, allowHttp } = address;
  const hasChange =
    use || [key, store, isProtected, allow, region, apiUrl, allowHttp].some((value) => value !== undefined);
  if (hasChange) return key;
  if (canAsk) return { from: "prompt" };
  throw new Failure("E_INPUT", "nothing to change", {
    hint: ["For a new key, use --key-stdin, --key-file, --key-env or --key-command. Nothing was changed."],
    next: [{ words: ["novu-msg", "profile", "set", "--help"] }],
  });
};

/**
 * The address to store. The stored key may not be sent to another host without --allow-host.
 * @throws Failure E_URL, E_ENUM, E_CONFLICT, E_HTTP, E_HOST
 */
const addressOf = async (
  { target }: SetProfileContext,
  { name, address }: ProfileInput,
  existing: Profile,
  keyInput: KeyInput | undefined,
): Promise<{ readonly apiUrl: string; readonly allowHttp: boolean }> => {
  const { region, apiUrl: url } = address;
  const allowHttp = existing.allowHttp === true || address.allowHttp === true;
  if (region === undefined && url === undefined)
    return { apiUrl: existing.apiUrl, allowHttp: allowHttp && existing.apiUrl.startsWith("http:") };
  const given = await target({ region, apiUrl: url });
  const source = url === undefined ? "--region" : "--api-url";
  if (keyInput === undefined) {
    const chosen = { name, profile: existing, via: "--profile" } as const;
    guardHost(chosen, { value: given.apiUrl, source, overridden: [] }, address);
  }
  return given;
};

/** The new key, or the stored one, checked again if it goes to another address. */
const checkedKey = async (
  context: SetProfileContext,
  input: ProfileInput,
  keyInput: KeyInput | undefined,
  existing: Profile,
  apiUrl: string,
): Promise<{ readonly reference: KeyReference; readonly environment: Environment | undefined }> => {
  if (keyInput !== undefined) return readCheckedKey(context, keyInput, apiUrl, input.verify);
  const isVerified = apiUrl !== existing.apiUrl && input.verify;
  return {
    reference: existing.key,
    environment: isVerified ? await verifyKey(context, apiUrl, existing.key) : undefined,
  };
};

/** Stores the key, in the place where the old one was unless --store names another one. @throws Failure E_CONFLICT */
const locationOf = async (
  context: SetProfileContext,
  { store }: ProfileInput,
  reference: KeyReference,
  existing: Profile,
  apiUrl: string,
): Promise<KeyLocation> => {
  const oldStore = existing.key.in === "keychain" ? "keychain" : "file";
  if (reference.in === "secret") return storeKey(context, reference.secret, store ?? oldStore, apiUrl);
  if (store === undefined || reference.in === store) return reference;
  if (reference.in === "env" || reference.in === "command") {
    throw new Failure("E_CONFLICT", `--store has no effect: the key comes from the ${keyLabel(reference)}`, {
      hint: ["Also give the key, for example with --key-stdin. Nothing was changed."],
    });
  }
  return storeKey(context, await context.openKey(reference), store, apiUrl);
};

const checkedAt = (environment: Environment | undefined, now: number) => ({
  environment,
  verifiedAt: environment === undefined ? undefined : new Date(now).toISOString(),
});

/** Only settings that differ from their default are stored. Fields of newer versions are kept. */
const withSettings = (
  {
    environment,
    verifiedAt,
    ...profile
  }: Omit<Profile, "environment" | "verifiedAt"> & {
    readonly environment?: Environment | undefined;
    readonly verifiedAt?: string | undefined;
  },
  settings: { readonly protected: boolean; readonly allowHttp: boolean; readonly allow: unknown },
): Profile => {
  const { protected: _protected, allowHttp: _allowHttp, allow: _allow, ...kept } = profile;
  return {
    ...kept,
    ...(environment === undefined ? {} : { environment }),
    ...(verifiedAt === undefined ? {} : { verifiedAt }),
    ...(settings.allowHttp ? { allowHttp: true } : {}),
    ...(settings.protected ? { protected: true } : {}),
    ...(settings.allow === undefined ? {} : { allow: settings.allow }),
  };
};

/** @param newKey is removed from the keychain again if the profile cannot be stored */
const storeChange = async (
  context: SetProfileContext,
  { name, use }: ProfileInput,
  change: (profile: Profile) => Profile,
  newKey: KeyLocation | undefined,
): Promise<Profiles> => {
  const store = await context.profiles();
  try {
    return await store.update((profiles) =>
      withProfile(profiles, name, change(existingProfile(profiles, name)), use),
    );
  } catch (error) {
    if (newKey !== undefined) await discardKey(context, newKey);
    throw error;
  }
};

const view = (profile: VisibleProfile) => ({
  table: profileTable([profile]),
  headline: {
    level: "done" as const,
    text: `profile ${profile.name} changed`,
    context: `env ${environmentName(profile.environment) ?? "not checked"} · ${profile.apiUrl}`,
  },
});

export const body = { run, document: profileDocument, view };
