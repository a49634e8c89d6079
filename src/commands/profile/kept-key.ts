import { newKeychainItem } from "../../config/keychain.js";
import { keyInFile } from "../../config/open-key.js";
import type { KeyLocation } from "../../config/profile.js";
import type { Context } from "../../context/context.js";
import { addHint } from "../../failures/failure.js";
import type { Secret } from "../../secrets/secret.js";
import type { KeyStore } from "./add.js";

type Needs = Pick<Context, "keychain">;

/** Puts the key where it is to be kept; the config file itself is written with the profile. @throws Failure E_KEYCHAIN */
export const keepKey = async (
  { keychain }: Needs,
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
      "Nothing was stored. Without --store keychain the key goes into the config file.",
    );
  });
  return { in: "keychain", ...item };
};

/** Removes what is kept of a key outside the config file. @throws Failure E_KEYCHAIN */
export const forgetKey = async ({ keychain }: Needs, key: KeyLocation): Promise<void> => {
  if (key.in === "keychain") await (await keychain()).remove({ service: key.service, account: key.account });
};
