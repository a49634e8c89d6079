import fc from "fast-check";
import { expect, test } from "vitest";

import type { Keychain } from "../../../src/config/keychain.js";
import { cleanKey, keyInFile, openKey } from "../../../src/config/open-key.js";
import { createSecret } from "../../../src/secrets/secret.js";
import { failureOf, refusalOf } from "../failures/failure-of.js";

type KeychainItem = Parameters<Keychain["read"]>[0];

const KEY = "0123456789abcdef0123456789abcdef";

const never = async (): Promise<never> => {
  throw new Error("nobody was to be asked");
};
const neverRun: Parameters<typeof openKey>[2] = { run: never, keychain: never };

test.each([
  ["as it is", KEY],
  ["with a line end", `${KEY}\n`],
  ["with a Windows line end", `${KEY}\r\n`],
  ["with spaces and tabs around", ` \t${KEY}  `],
  ["with the header's scheme word", `ApiKey ${KEY}`],
  ["with the scheme word in small letters and more space", `  apikey   ${KEY}\n`],
])("a key pasted %s is understood", (_how, text) => {
  expect(cleanKey(text).reveal()).toBe(KEY);
});

test("a key in another format than Novu's is accepted", () => {
  expect(cleanKey("sk_live-~!$%&/()=?*+#'\"\\").reveal()).toBe("sk_live-~!$%&/()=?*+#'\"\\");
});

test.each(["", "   ", "\n", "\r\n\t"])("the empty key %j is refused", async (text) => {
  expect(await refusalOf(() => cleanKey(text))).toBe("E_KEY_FORMAT: the API key is empty");
});

const HEADER_INJECTIONS = [
  "abc\r\nX-Evil: 1",
  "abc\nX-Evil: 1",
  "abc\rdef",
  "abc def",
  "abc\tdef",
  "abc\u0000def",
  "abc\u007fdef",
  "abc\u00a0def",
  "abc\u200bdef",
  "ключ",
  "ApiKey ApiKey abc",
  "Bearer abc",
];

test.each(HEADER_INJECTIONS)("the key %j cannot be a header's value, and is not repeated", async (text) => {
  const failure = await failureOf(() => cleanKey(text));
  expect({ ...failure, message: failure.message }).toEqual({
    name: "Failure",
    code: "E_KEY_FORMAT",
    message: "the API key contains a space, a line break or another character that a key can't have",
    info: { hint: ["Copy it again from “API Keys” in Novu's dashboard. Nothing was sent."] },
  });
});

test("every accepted key is one line of visible ASCII", () => {
  const accepted = (text: string): string | undefined => {
    try {
      return cleanKey(text).reveal();
    } catch {
      return undefined;
    }
  };
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..."aZ0 \r\n\tApiKey") }),
  );
  fc.assert(
    fc.property(text, (pasted) => {
      expect(accepted(pasted) ?? "refused").toMatch(/^[!-~]+$/);
    }),
    { numRuns: 600 },
  );
});

test("keys from variables and the config file are opened without a backend", async () => {
  const fromVariable = await openKey({ in: "secret", secret: createSecret(` ${KEY}\n`) }, {}, neverRun);
  const fromFile = await openKey({ in: "file", value: KEY }, {}, neverRun);
  expect([fromVariable.reveal(), fromFile.reveal()]).toEqual([KEY, KEY]);
});

test("a key's variable is read when the key is opened", async () => {
  const key = await openKey({ in: "env", name: "TEAM_KEY" }, { TEAM_KEY: `ApiKey ${KEY}\n` }, neverRun);
  expect(key.reveal()).toBe(KEY);
});

test.each([
  ["TEAM_KEY", {}],
  ["TEAM_KEY", { TEAM_KEY: "" }],
  ["TEAM_KEY", { TEAM_KEY: " \n" }],
  ["toString", {}],
  ["constructor", {}],
  ["__proto__", {}],
])("a profile whose variable %s holds nothing says so", async (name, env) => {
  const failure = await failureOf(() => openKey({ in: "env", name }, env, neverRun));
  expect([failure.code, failure.message, failure.info]).toEqual([
    "E_KEY_SOURCE",
    `this profile reads its key from ${name}, which isn't set`,
    { next: [{ words: ["export", `${name}=your-key`] }] },
  ]);
});

test("a key command is run as it was stored, and its output cleaned", async () => {
  const commands: string[] = [];
  const key = await openKey(
    { in: "command", command: "op read op://a/b" },
    {},
    {
      ...neverRun,
      run: async (command) => {
        commands.push(command);
        return `${KEY}\n`;
      },
    },
  );
  expect([key.reveal(), commands]).toEqual([KEY, ["op read op://a/b"]]);
});

test("a key in the keychain is read by its item, and cleaned", async () => {
  const items: KeychainItem[] = [];
  const read = async (item: KeychainItem) => {
    items.push(item);
    return `${KEY}\n`;
  };
  const location = { in: "keychain", service: "novu-msg", account: "h 1" } as const;
  const places = { ...neverRun, keychain: async () => ({ read, write: never, remove: never }) };
  expect((await openKey(location, {}, places)).reveal()).toBe(KEY);
  expect(items).toMatchObject([{ service: "novu-msg", account: "h 1" }]);
});

test("a key command that prints nothing gives no key", async () => {
  const open = () => openKey({ in: "command", command: "true" }, {}, { ...neverRun, run: async () => "\n" });
  expect(await refusalOf(open)).toBe("E_KEY_FORMAT: the API key is empty");
});

test("a key that goes into the config file is cleaned first", () => {
  expect(keyInFile(cleanKey(` ApiKey ${KEY}\r\n`))).toEqual({ in: "file", value: KEY });
});

test.each([
  ["", "E_KEY_FORMAT: the API key is empty"],
  [
    "abc def",
    "E_KEY_FORMAT: the API key contains a space, a line break or another character that a key can't have",
  ],
])("the text %j does not go into the config file as a key", async (text, refusal) => {
  expect(await refusalOf(() => keyInFile(cleanKey(text)))).toBe(refusal);
});
