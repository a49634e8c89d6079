import { REGION_NAMES, REGIONS } from "../../config/api-url.js";
import type { KeyReference } from "../../config/key-candidates.js";
import { keyOriginAt } from "../../config/key-origin.js";
import { newKeychainItem } from "../../config/keychain.js";
import { keyInFile } from "../../config/open-key.js";
import type { KeyLocation } from "../../config/profile.js";
import type { Context } from "../../context/context.js";
import { addHint, Failure } from "../../failures/failure.js";
import type { Environment } from "../../model/environment.js";
import { createSecret, type Secret } from "../../secrets/secret.js";
import type { KeyInput, KeyStore } from "./add.js";

export type ProfileKeyContext = Pick<
  Context,
  "novuAt" | "prompts" | "readText" | "openKey" | "keychain" | "output"
>;

/** A key that was read and, unless --no-verify was given, accepted by Novu. */
interface CheckedKey {
  readonly reference: KeyReference;
  /** Undefined if it was not verified. */
  readonly environment: Environment | undefined;
}

/** Reads a key and checks it. At the prompt, a mistyped key is asked for again. @throws Failure */
export const readCheckedKey = async (
  context: ProfileKeyContext,
  key: KeyInput,
  apiUrl: string,
  isVerified: boolean,
): Promise<CheckedKey> => {
  for (;;) {
    try {
      const reference = await keyReferenceOf(context, key, apiUrl);
      const environment = isVerified ? await verifyKey(context, apiUrl, reference) : undefined;
      return { reference, environment };
    } catch (error) {
      if (key.from !== "prompt" || !(error instanceof Failure) || !MISTYPED.has(error.code)) throw error;
      const prompts = await context.prompts(KEY_OPTIONS);
      await prompts.show([
        error.message,
        ...wrongRegion(apiUrl),
        "Type or paste it again. Press Ctrl-C to cancel.",
      ]);
    }
  }
};

const MISTYPED: ReadonlySet<string> = new Set(["E_KEY_FORMAT", "E_UNAUTHORIZED"]);

const KEY_OPTIONS = "--key-stdin, --key-file, --key-env or --key-command";

const wrongRegion = (apiUrl: string): string[] => {
  const other = otherRegion(apiUrl);
  return other === undefined
    ? []
    : [`The key was checked at ${apiUrl}. If it is for the other region, use --region ${other}.`];
};

/** The cloud's other region; undefined for a self-hosted server. */
const otherRegion = (apiUrl: string): string | undefined =>
  REGION_NAMES.some((region) => REGIONS[region] === apiUrl)
    ? REGION_NAMES.find((region) => REGIONS[region] !== apiUrl)
    : undefined;

/** The key itself, or where each run gets it from. */
const keyReferenceOf = async (
  context: ProfileKeyContext,
  key: KeyInput,
  apiUrl: string,
): Promise<KeyReference> => {
  if (key.from === "env") return { in: "env", name: key.name };
  if (key.from === "command") return { in: "command", command: key.command };
  const secret = createSecret(await readKey(context, key, apiUrl));
  return { in: "secret", secret: await context.openKey({ in: "secret", secret }) };
};

const readKey = async (
  { prompts, readText }: ProfileKeyContext,
  key: KeyInput,
  apiUrl: string,
): Promise<string> => {
  if (key.from === "stdin") return readText("-");
  if (key.from === "file") return readText(key.path);
  const ask = await prompts(KEY_OPTIONS);
  return ask.secret(`API key for ${apiUrl} (from the dashboard, input hidden)`);
};

/** The environment that the key opens. @throws Failure */
export const verifyKey = async (
  context: ProfileKeyContext,
  apiUrl: string,
  key: KeyReference,
): Promise<Environment> => {
  const secret = await context.openKey(key);
  const novu = await context.novuAt(apiUrl, secret, keyOriginAt(apiUrl));
  return context.output.during("verifying the key", novu.environment()).catch((error: unknown) => {
    const line = `Nothing was stored. The URL was ${apiUrl}. Use --no-verify to skip this check.`;
    throw addHint(withNextStep(error, apiUrl), "last", line);
  });
};

/** What to run next. `doctor` could not check a profile that was not stored. */
const withNextStep = (error: unknown, apiUrl: string): unknown => {
  if (!(error instanceof Failure) || (error.info.next ?? []).length > 0) return error;
  const other = otherRegion(apiUrl);
  if (error.code !== "E_UNAUTHORIZED" || other === undefined) return error;
  return new Failure(error.code, error.message, {
    ...error.info,
    addition: {
      words: ["--region", other],
      without: ["--region", "--api-url"],
      when: "if the key is for the other region",
    },
  });
};

/** Stores a key and returns where it is. One for the config file is stored with the profile. @throws Failure E_KEYCHAIN */
export const storeKey = async (
  { keychain }: Pick<Context, "keychain">,
  secret: Secret,
  store: KeyStore,
  apiUrl: string,
): Promise<KeyLocation> => {
  if (store === "file") return keyInFile(secret);
  const item = newKeychainItem(apiUrl);
  await (await keychain()).write(item, secret).catch((error: unknown) => {
    throw addHint(
      error,
      "last",
      "Nothing was stored. Without --store keychain, the key is stored in the config file.",
    );
  });
  return { in: "keychain", ...item };
};

/** Removes a key that no profile uses any more from the keychain. A failure is only noted: the profile is changed already. */
export const discardKey = async (
  { keychain, output }: Pick<Context, "keychain" | "output">,
  key: KeyLocation,
): Promise<void> => {
  if (key.in !== "keychain") return;
  const { service, account } = key;
  try {
    await (await keychain()).remove({ service, account });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await output.note(
      `an unused key is left in the system keychain (${service}, ${account}): ${error.message}`,
    );
  }
};
