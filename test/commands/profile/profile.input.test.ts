import { expect, test } from "vitest";
import { inputOf, refusalOf } from "../../support/parse-only.js";

const added = {
  name: "prod",
  key: undefined,
  store: undefined,
  verify: true,
  use: false,
  isProtected: undefined,
  allow: undefined,
  address: { region: undefined, apiUrl: undefined, allowHost: undefined, allowHttp: undefined },
};

const accepted: readonly [readonly string[], unknown][] = [
  [["add", "prod"], added],
  [["add", "prod", "--no-verify", "--use"], { ...added, verify: false, use: true }],
  [["add", "prod", "--key-stdin"], { ...added, key: { from: "stdin" } }],
  [["add", "prod", "--key-file", "k.txt"], { ...added, key: { from: "file", path: "k.txt" } }],
  [["add", "prod", "--key-env", "MY_KEY"], { ...added, key: { from: "env", name: "MY_KEY" } }],
  [
    ["add", "prod", "--key-command", "op read x"],
    { ...added, key: { from: "command", command: "op read x" } },
  ],
  [["add", "prod", "--store", "keychain"], { ...added, store: "keychain" }],
  [["add", "prod", "--store=file", "--key-stdin"], { ...added, key: { from: "stdin" }, store: "file" }],
  [["add", "prod", "--allow", "ask"], { ...added, allow: "ask" }],
  [["add", "prod", "--allow", "read", "--allow", "write"], { ...added, allow: "read" }],
  [["set", "prod", "--no-protected"], { ...added, isProtected: false }],
  [["set", "prod", "--region", "eu"], { ...added, address: { ...added.address, region: "eu" } }],
  [["add", "prod.eu"], { ...added, name: "prod.eu" }],
  [["list"], {}],
  [["show"], { name: undefined }],
  [["show", "prod"], { name: "prod" }],
  [["use", "prod"], { name: "prod" }],
  [["use", "-"], { name: "-" }],
  [["rename", "a", "b"], { from: "a", to: "b" }],
  [["remove", "a"], { name: "a", keepKey: false }],
  [["remove", "a", "--keep-key"], { name: "a", keepKey: true }],
  [["verify"], { name: undefined, all: false }],
  [["verify", "a"], { name: "a", all: false }],
  [["verify", "--all"], { name: undefined, all: true }],
];

test.each(accepted)("profile %j is understood", async (words, input) => {
  expect(await inputOf(["profile", ...words])).toEqual(input);
});

const refused: readonly [readonly string[], string][] = [
  [["add"], "E_INPUT: missing: <name>"],
  [["add", "-x"], "E_OPTION: there is no option -x"],
  [["add", "a/b"], `E_ID: "a/b" isn't a valid profile name`],
  [["add", "__proto__"], `E_ID: "__proto__" isn't a valid profile name`],
  [["add", "a", "--key-stdin", "--key-env", "X"], "E_CONFLICT: the key can only come from one source"],
  [
    ["add", "a", "--store", "keychian"],
    `E_ENUM: "keychian" isn't a place to store a key in. Did you mean "keychain"?`,
  ],
  [
    ["add", "a", "--key-env", "X", "--store", "file"],
    "E_CONFLICT: --store and --key-env can't be combined: no key is stored then",
  ],
  [
    ["add", "a", "--key", "hunter2"],
    "E_SECRET_FLAG: there is no --key, because other users can see command lines",
  ],
  [["add", "a", "--allow", "raed"], `E_ENUM: "raed" isn't a level. Did you mean "read"?`],
  [["set"], "E_INPUT: missing: <name>"],
  [["use"], "E_INPUT: missing: <name|->"],
  [["rename", "a"], "E_INPUT: missing: <to>"],
  [["rename", "a", "../b"], `E_ID: "../b" isn't a valid profile name`],
  [["remove"], "E_INPUT: missing: <name>"],
  [["verify", "a", "--all"], "E_CONFLICT: use a profile name or --all, not both"],
  [["lst"], 'E_COMMAND: there is no command "lst". Did you mean "list"?'],
];

test.each(refused)("profile %j is refused", async (words, refusal) => {
  expect(await refusalOf(["profile", ...words])).toBe(refusal);
});
