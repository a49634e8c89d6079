import { Command, Option } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { Failure } from "../../failures/failure.js";
import { oneOf } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { withMetadata, wordOption } from "../../options/option-metadata.js";
import { REQUIRED, requireAll } from "../../options/positionals.js";
import { profileName } from "../../options/profile-name.js";
import { variableName } from "../../options/variable-name.js";

/** Where the key of a new profile comes from. */
type KeyInput =
  | { readonly from: "prompt" }
  | { readonly from: "stdin" }
  | { readonly from: "file"; readonly path: string }
  | { readonly from: "env"; readonly name: string }
  | { readonly from: "command"; readonly command: string };

/** Where novu-msg stores a key. */
const KEY_STORES = ["file", "keychain"] as const;
type KeyStore = (typeof KEY_STORES)[number];

export interface AddProfileInput {
  readonly name: string;
  readonly key: KeyInput;
  readonly store: KeyStore;
  readonly verify: boolean;
  readonly use: boolean;
  /** Undefined keeps the setting of a profile that is replaced. */
  readonly isProtected: boolean | undefined;
}

interface KeyOptions {
  readonly keyStdin?: true | undefined;
  readonly keyFile?: string | undefined;
  readonly keyEnv?: string | undefined;
  readonly keyCommand?: string | undefined;
}

/** @throws Failure E_CONFLICT for more than one source */
const keyInput = ({ keyStdin, keyFile, keyEnv, keyCommand }: KeyOptions): KeyInput => {
  const given: KeyInput[] = [
    ...(keyStdin ? [{ from: "stdin" } as const] : []),
    ...(keyFile === undefined ? [] : [{ from: "file", path: keyFile } as const]),
    ...(keyEnv === undefined ? [] : [{ from: "env", name: variableName(keyEnv) } as const]),
    ...(keyCommand === undefined ? [] : [{ from: "command", command: keyCommand } as const]),
  ];
  if (given.length > 1) {
    throw new Failure("E_CONFLICT", "the key can come from one place only", {
      hint: ["Give one of --key-stdin, --key-file, --key-env and --key-command. Nothing was stored."],
    });
  }
  return given[0] ?? { from: "prompt" };
};

/** @throws Failure E_CONFLICT if no key is stored */
const keyStore = (store: KeyStore | undefined, key: KeyInput): KeyStore => {
  if (store !== undefined && (key.from === "env" || key.from === "command")) {
    throw new Failure("E_CONFLICT", `--store does not go with --key-${key.from}: no key is stored then`, {
      hint: ["Leave one of the two out. Nothing was stored."],
    });
  }
  return store ?? "file";
};

export const profileAddCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("add")
      .description("Store an API key under a name, after checking it with Novu")
      .argument("[name]", "letters, digits, dots, dashes and underscores")
      .option("--key-stdin", "read the key from stdin and store it")
      .addOption(
        withMetadata(new Option("--key-file <file>", "read the key from a file and store it"), {
          about: "file",
        }),
      )
      .addOption(
        withMetadata(
          new Option(
            "--key-env <variable>",
            "take the key from this variable at every run; store only its name",
          ),
          { about: "variable" },
        ),
      )
      .option("--key-command <command>", "run this at every run for the key; store only the command")
      .addOption(
        wordOption(
          "--store <place>",
          "where to store the key",
          KEY_STORES,
          oneOf(KEY_STORES, "a place to store a key in", "Nothing was stored."),
        ),
      )
      .option("--no-verify", "store the key without asking Novu")
      .option("--use", "make it the active profile, as the first one always is")
      .option("--protected", "ask for the profile's name before every change made through it")
      .option("--no-protected", "do not; else a profile that is replaced stays protected")
      .action((name, options) => {
        const key = keyInput(options);
        return invoke(() => import("./add.run.js"), {
          name: profileName(requireAll({ name }, { name: REQUIRED.newProfile }).name),
          key,
          store: keyStore(options.store, key),
          verify: options.verify,
          use: options.use === true,
          isProtected: options.protected,
        });
      }),
    {
      operands: "<name>",
      effect: "reads",
      conflicts: [
        ["--key-stdin", "--key-file", "--key-env", "--key-command"],
        ["--store", "--key-env"],
        ["--store", "--key-command"],
      ],
      examples: [
        "novu-msg profile add prod --region eu",
        "novu-msg profile add prod --region eu --protected",
        "novu-msg profile add prod --region eu --store keychain",
        "novu-msg profile add ci --key-env NOVU_CI_KEY --no-verify",
        "novu-msg profile add local --api-url http://localhost:3000 --key-stdin < key.txt",
        "novu-msg profile add prod --key-command 'op read op://work/novu/key'",
      ],
      prints: "The stored profile, without its key.",
      exits: ["config", "auth", "rejected", "network", "busy", "contract", "interrupted"],
    },
  );
