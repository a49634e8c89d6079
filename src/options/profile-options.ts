import { type Command, Option, type OptionValues } from "@commander-js/extra-typings";
import { Failure } from "../failures/failure.js";
import type { Level } from "../model/level.js";
import { oneOf } from "./arguments.js";
import { levelOption } from "./global-options.js";
import { withMetadata, wordOption } from "./option-metadata.js";
import { variableName } from "./variable-name.js";

/** Where the key of a profile comes from. */
export type KeyInput =
  | { readonly from: "prompt" }
  | { readonly from: "stdin" }
  | { readonly from: "file"; readonly path: string }
  | { readonly from: "env"; readonly name: string }
  | { readonly from: "command"; readonly command: string };

/** Where novu-msg stores a key. */
const KEY_STORES = ["file", "keychain"] as const;
export type KeyStore = (typeof KEY_STORES)[number];

/** The global options that say where Novu is. */
interface AddressOptions {
  readonly region?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly allowHost?: readonly string[] | undefined;
  readonly allowHttp?: true | undefined;
}

/** What `profile add` and `profile set` have in common. */
export interface ProfileInput {
  readonly name: string;
  /** Undefined if no option names a source. */
  readonly key: KeyInput | undefined;
  readonly store: KeyStore | undefined;
  readonly verify: boolean;
  readonly use: boolean;
  /** Undefined keeps the setting of a profile that exists already. */
  readonly isProtected: boolean | undefined;
  /** Undefined keeps the level of a profile that exists already. */
  readonly allow: Level | undefined;
  /** As the line gives it. */
  readonly address: AddressOptions;
}

/** Adds the options that say what is stored. */
export const withProfileOptions = <Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) =>
  command
    .option("--key-stdin", "read the key from stdin and store it")
    .addOption(
      withMetadata(new Option("--key-file <file>", "read the key from a file and store it"), {
        about: "file",
      }),
    )
    .addOption(
      withMetadata(new Option("--key-env <variable>", "read the key from this variable on each run"), {
        about: "variable",
      }),
    )
    .option("--key-command <command>", "run this command for the key on each run")
    .addOption(
      wordOption(
        "--store <place>",
        "where to store the key",
        KEY_STORES,
        oneOf(KEY_STORES, "a place to store a key in", "Nothing was stored."),
      ),
    )
    .option("--no-verify", "don't verify the key with Novu")
    .option("--use", "make it the active profile")
    .option("--protected", "require typing the profile's name before each write")
    .option("--no-protected", "no longer require typing its name")
    .addOption(levelOption("--allow <level>", "limit what runs with this profile may do"));

export const PROFILE_CONFLICTS = [
  ["--key-stdin", "--key-file", "--key-env", "--key-command"],
  ["--store", "--key-env"],
  ["--store", "--key-command"],
] as const;

interface ProfileOptions {
  readonly keyStdin?: true | undefined;
  readonly keyFile?: string | undefined;
  readonly keyEnv?: string | undefined;
  readonly keyCommand?: string | undefined;
  readonly store?: KeyStore | undefined;
  readonly verify: boolean;
  readonly use?: true | undefined;
  readonly protected?: boolean | undefined;
}

/**
 * @param globals commander takes --allow for the global option of that name, which here says what to store
 * @throws Failure E_CONFLICT, E_USAGE
 */
export const profileInput = (
  options: ProfileOptions,
  { allow, region, apiUrl, allowHost, allowHttp }: AddressOptions & { readonly allow?: Level | undefined },
): Omit<ProfileInput, "name"> => {
  const key = keyInput(options);
  assertStores(options.store, key);
  return {
    key,
    store: options.store,
    verify: options.verify,
    use: options.use === true,
    isProtected: options.protected,
    allow,
    address: { region, apiUrl, allowHost, allowHttp },
  };
};

/** @throws Failure E_CONFLICT for more than one source */
const keyInput = ({ keyStdin, keyFile, keyEnv, keyCommand }: ProfileOptions): KeyInput | undefined => {
  const given: KeyInput[] = [
    ...(keyStdin ? [{ from: "stdin" } as const] : []),
    ...(keyFile === undefined ? [] : [{ from: "file", path: keyFile } as const]),
    ...(keyEnv === undefined ? [] : [{ from: "env", name: variableName(keyEnv) } as const]),
    ...(keyCommand === undefined ? [] : [{ from: "command", command: keyCommand } as const]),
  ];
  if (given.length > 1) {
    throw new Failure("E_CONFLICT", "the key can only come from one source", {
      hint: ["Use one of --key-stdin, --key-file, --key-env and --key-command. Nothing was stored."],
    });
  }
  return given[0];
};

/** @throws Failure E_CONFLICT if no key is stored */
const assertStores = (store: KeyStore | undefined, key: KeyInput | undefined): void => {
  if (store === undefined || (key?.from !== "env" && key?.from !== "command")) return;
  throw new Failure("E_CONFLICT", `--store and --key-${key.from} can't be combined: no key is stored then`, {
    hint: ["Use one of them. Nothing was stored."],
  });
};
