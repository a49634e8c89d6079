import { type Profile, profileNamed } from "../../config/profile.js";
import { withProfile } from "../../config/profile-change.js";
import { visibleProfile } from "../../config/visible-profile.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import {
  environmentName,
  profileDocument,
  profileTable,
  type VisibleProfile,
} from "../../views/profile-view.js";
import type { ProfileInput } from "./add.js";
import { assertMayChange } from "./assert-may-change.js";
import { discardKey, type ProfileKeyContext, readCheckedKey, storeKey } from "./profile-key.js";
import { askLocation } from "./profile-location.js";

type AddProfileContext = ProfileKeyContext &
  Pick<Context, "target" | "profiles" | "confirm" | "canAsk" | "env" | "allowedFor" | "now">;

/** Checks a key with Novu, and stores the key or its source, together with its environment. */
const run = async (context: AddProfileContext, input: ProfileInput): Promise<Outcome<VisibleProfile>> => {
  const store = await context.profiles();
  const known = await store.read();
  const existing = profileNamed(known, input.name);
  store.assertStorable();
  assertMayChange(context, store, known, input.name, "adding a profile");
  const { apiUrl, allowHttp } = await askLocation(context, input.address);
  if (existing !== undefined)
    await context.confirm(`replace profile "${input.name}" (${existing.apiUrl}) with a key for ${apiUrl}?`);
  const { key: keyInput = { from: "prompt" } } = input;
  const { reference, environment } = await readCheckedKey(context, keyInput, apiUrl, input.verify);
  const now = new Date(context.now()).toISOString();
  const isProtected = input.isProtected ?? existing?.protected === true;
  const key =
    reference.in === "secret"
      ? await storeKey(context, reference.secret, input.store ?? "file", apiUrl)
      : reference;
  const profile: Profile = {
    apiUrl,
    key,
    createdAt: now,
    ...(environment === undefined ? {} : { environment, verifiedAt: now }),
    ...(allowHttp ? { allowHttp } : {}),
    ...(isProtected ? { protected: true } : {}),
    ...(input.allow === undefined || input.allow === "write" ? {} : { allow: input.allow }),
  };
  const { state, replaced } = await storeProfile(context, input, profile);
  await context.output.note(
    key.in === "keychain"
      ? `the key is in the system keychain, the rest in ${store.path}`
      : `stored in ${store.path}, readable only by you`,
  );
  if (replaced !== undefined) await discardKey(context, replaced);
  if (isProtected && input.isProtected === undefined)
    await context.output.note("still protected; use --no-protected to change that");
  return { model: visibleProfile(state, input.name, profile) };
};

/** Stores the profile, and returns the key that it replaced; on failure the new key is removed from the keychain again. */
const storeProfile = async (context: AddProfileContext, { name, use }: ProfileInput, profile: Profile) => {
  let replaced: Profile["key"] | undefined;
  const store = await context.profiles();
  try {
    const state = await store.update((profiles) => {
      replaced = profileNamed(profiles, name)?.key;
      return withProfile(profiles, name, profile, use);
    });
    return { state, replaced };
  } catch (error) {
    await discardKey(context, profile.key);
    throw error;
  }
};

const view = (profile: VisibleProfile) => ({
  table: profileTable([profile]),
  headline: {
    level: "done" as const,
    text: `profile ${profile.name} added${profile.isActive ? ", and active" : ""}`,
    context: `${environmentName(profile.environment) ?? "not verified"} · ${profile.apiUrl}`,
  },
});

export const body = { run, document: profileDocument, view };
