import { existingProfile } from "../../config/chosen-profile.js";
import type { KeyLocation } from "../../config/profile.js";
import { withoutProfile } from "../../config/profile-change.js";
import { visibleProfile } from "../../config/visible-profile.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import { profileDocument, profileTable, type VisibleProfile } from "../../views/profile-view.js";

interface RemoveProfileInput {
  readonly name: string;
  /** Do not remove the key from the keychain, for example because the keychain cannot be unlocked. */
  readonly keepKey: boolean;
}

const run = async (
  context: Pick<Context, "profiles" | "confirm" | "keychain">,
  { name, keepKey }: RemoveProfileInput,
): Promise<Outcome<VisibleProfile>> => {
  const store = await context.profiles();
  const state = await store.read();
  const profile = visibleProfile(state, name, existingProfile(state, name));
  await context.confirm(
    `remove profile "${name}" (${profile.apiUrl}) ${keepKey ? "and leave its key" : "and its key"}?`,
  );
  // The key first: as long as it cannot be removed, the profile has to say where it is.
  if (!keepKey) await removeKey(context, existingProfile(state, name).key).catch(stillThere);
  await store.update((current) => withoutProfile(current, name));
  return { model: { ...profile, isActive: false } };
};

const removeKey = async ({ keychain }: Pick<Context, "keychain">, key: KeyLocation): Promise<void> => {
  if (key.in === "keychain") await (await keychain()).remove({ service: key.service, account: key.account });
};

const stillThere = (error: unknown): never => {
  if (!(error instanceof Failure)) throw error;
  throw new Failure(error.code, error.message, {
    ...error.info,
    hint: ["The profile and its key weren't removed. Unlock the keychain and run this again."],
    addition: { words: ["--keep-key"], when: "to remove only the profile" },
  });
};

const view = (profile: VisibleProfile) => ({
  table: profileTable([profile]),
  headline: { level: "done" as const, text: `profile ${profile.name} removed` },
});

export const body = { run, document: profileDocument, view };
