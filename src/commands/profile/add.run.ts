import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { Environment } from "../../domain/environment.js";
import { addHint } from "../../failure/add-hint.js";
import { keyInFile } from "../../settings/open-key.js";
import { type KeyLocation, type Profile, profileNamed } from "../../settings/profile.js";
import { withProfile } from "../../settings/profile-change.js";
import { visibleProfile } from "../../settings/visible-profile.js";
import {
  environmentName,
  profileDocument,
  profileTable,
  type VisibleProfile,
} from "../../views/profile-view.js";
import type { AddProfileInput, KeyInput } from "./add.js";

type Needs = Pick<
  Context,
  "target" | "novuAt" | "profiles" | "prompts" | "confirm" | "readText" | "openKey" | "now" | "output"
>;

/** Checks a key with Novu and stores it, or the place it comes from, together with what it opens. */
export const run = async (context: Needs, input: AddProfileInput): Promise<Outcome<VisibleProfile>> => {
  const store = await context.profiles();
  const existing = profileNamed(await store.read(), input.name);
  const { apiUrl, allowHttp } = await context.target();
  if (existing !== undefined)
    await context.confirm(`replace profile "${input.name}" (${existing.apiUrl}) by a key for ${apiUrl}?`);
  const key = await locate(context, input.key, apiUrl);
  const environment = input.verify ? await verify(context, apiUrl, key) : undefined;
  const now = new Date(context.now()).toISOString();
  const isProtected = input.isProtected ?? existing?.protected === true;
  const profile: Profile = {
    apiUrl,
    key,
    createdAt: now,
    ...(environment === undefined ? {} : { environment, verifiedAt: now }),
    ...(allowHttp ? { allowHttp } : {}),
    ...(isProtected ? { protected: true } : {}),
  };
  const state = await store.update((profiles) => withProfile(profiles, input.name, profile, input.use));
  await context.output.note(`stored in ${store.path}, which only you can read`);
  if (isProtected && input.isProtected === undefined)
    await context.output.note("it stays protected; --no-protected takes that off");
  return { model: visibleProfile(state, input.name, profile) };
};

/** What is stored for the key: itself, or where to ask for it each time. */
const locate = async (context: Needs, key: KeyInput, apiUrl: string): Promise<KeyLocation> => {
  if (key.from === "env") return { in: "env", name: key.name };
  if (key.from === "command") return { in: "command", command: key.command };
  return keyInFile(await readKey(context, key, apiUrl));
};

const readKey = async ({ prompts, readText }: Needs, key: KeyInput, apiUrl: string): Promise<string> => {
  if (key.from === "stdin") return readText("-");
  if (key.from === "file") return readText(key.path);
  const ask = await prompts("a key: --key-stdin, --key-file, --key-env or --key-command");
  return ask.secret(`API key for ${apiUrl} (from the dashboard; not shown)`);
};

const verify = async (context: Needs, apiUrl: string, key: KeyLocation): Promise<Environment> => {
  const secret = await context.openKey(key);
  const novu = await context.novuAt(apiUrl, secret);
  return context.output.during("checking the key", novu.environment()).catch((error: unknown) => {
    const line = `Nothing was stored. The address was ${apiUrl}; --no-verify skips this check.`;
    throw addHint(error, "last", line);
  });
};

export const document = profileDocument;

export const view = (profile: VisibleProfile) => ({
  table: profileTable([profile]),
  headline: {
    mark: "done" as const,
    text: `profile ${profile.name} added${profile.isActive ? ", and active" : ""}`,
    aside: `env ${environmentName(profile.environment) ?? "not checked"} · ${profile.apiUrl}`,
  },
});
