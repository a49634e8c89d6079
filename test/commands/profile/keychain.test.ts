import { mkdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { useFakeKeychain } from "../../support/fake-keychain.js";
import { keeps } from "../../support/keeps.js";
import { useProfileHome } from "../../support/profile-home.js";
import { type Run, runWithNotes as run } from "../../support/run-cli.js";
import { KEY, useSandbox } from "../../support/sandbox.js";

keeps("a key in the keychain is nowhere else");

const SECOND = "fedcba9876543210fedcba9876543210";

const useKeychain = async () => {
  const sandbox = await useSandbox({ keys: [KEY, SECOND] });
  const keychain = useFakeKeychain();
  const home = useProfileHome();
  const novu = (argv: readonly string[], stdin?: string): Promise<Run> =>
    run(argv, {
      env: home.env,
      keychainProgram: keychain.program,
      ...(stdin === undefined ? {} : { stdin }),
    });
  const add = (name: string, key: string, ...more: readonly string[]) =>
    novu(["profile", "add", name, "--key-stdin", "--api-url", sandbox.url, ...more], `${key}\n`);
  return { sandbox, keychain, home, novu, add };
};

const IN_KEYCHAIN = ["--store", "keychain"];

test("a key goes into the keychain and nowhere else, and every command names the place", async () => {
  const { keychain, home, novu, add, sandbox } = await useKeychain();
  const added = await add("prod", KEY, ...IN_KEYCHAIN);
  expect([added.code, added.stderr]).toEqual([
    0,
    `· the key is in the system keychain, the rest in ${home.file}\n` +
      `✔ profile prod added, and active   Development · ${sandbox.url}\n`,
  ]);
  expect(Object.values(keychain.items())).toEqual([KEY]);
  expect(Object.keys(keychain.items())).toEqual([
    expect.stringMatching(new RegExp(`^novu-msg/127\\.0\\.0\\.1:${sandbox.port} [0-9a-f-]{36}$`)),
  ]);
  expect(home.text()).not.toContain(KEY.slice(0, 8));
  const list = await novu(["profile", "list", "--query", "[0].key"]);
  const show = await novu(["profile", "show", "--query", "key"]);
  const who = await novu(["whoami", "--query", "key.place"]);
  const doctor = await novu(["doctor", "--query", "checks[?id=='key-source'].finding | [0]"]);
  expect([list.stdout, show.stdout, who.stdout, doctor.stdout]).toEqual([
    "system keychain\n",
    "system keychain\n",
    "system keychain\n",
    "profile prod (system keychain)\n",
  ]);
  expect((await novu(["profile", "verify"])).code).toBe(0);
});

test("renaming leaves the item where it is; removing takes it along", async () => {
  const { keychain, novu, add } = await useKeychain();
  await add("a", KEY, ...IN_KEYCHAIN);
  const before = keychain.items();
  expect((await novu(["profile", "rename", "a", "b"])).code).toBe(0);
  expect(keychain.items()).toEqual(before);
  expect((await novu(["whoami", "--profile", "b"])).code).toBe(0);
  expect((await novu(["profile", "remove", "b", "--yes"])).code).toBe(0);
  expect(keychain.items()).toEqual({});
});

test.each([
  ["the keychain", IN_KEYCHAIN, [SECOND]],
  ["the file", ["--store", "file"], []],
  ["the file, as when nothing is said", [], []],
])("a profile that is added again, into %s, leaves no item without an owner", async (_place, more, left) => {
  const { keychain, novu, add } = await useKeychain();
  await add("a", KEY, ...IN_KEYCHAIN);
  expect((await add("a", SECOND, "--yes", ...more)).code).toBe(0);
  expect(Object.values(keychain.items())).toEqual(left);
  expect((await novu(["whoami"])).code).toBe(0);
});

test("a profile that could not be stored leaves no item behind", async () => {
  const { keychain, add, home } = await useKeychain();
  await add("a", KEY);
  // A folder where the new file is to be written: not even root gets past it.
  mkdirSync(path.join(path.dirname(home.file), "config.next.json", "in the way"), { recursive: true });
  const { code, stderr } = await add("b", SECOND, ...IN_KEYCHAIN);
  expect([code, keychain.items()]).toEqual([3, {}]);
  expect(stderr).toContain("E_CONFIG_IO");
});

test.each([
  ["locked", "it is locked or missing"],
  ["broken", "its response is invalid"],
  ["silent", "it didn't respond within 5 s"],
  ["missing", "novu-msg was installed without keychain support"],
] as const)(
  "a keychain that is %s: nothing is stored, no other place is taken, and no key is told",
  async (mood, why) => {
    const { keychain, home, novu, add } = await useKeychain();
    await add("a", KEY, ...IN_KEYCHAIN);
    const [before, items] = [home.text(), keychain.items()];
    keychain.setBehavior(mood);
    const ends = await Promise.all([
      add("b", SECOND, ...IN_KEYCHAIN, "--no-verify"),
      novu(["whoami"]),
      novu(["profile", "remove", "a", "--yes"]),
    ]);
    for (const { code, stderr, stdout } of ends) {
      expect([code, stdout]).toEqual([3, ""]);
      expect(stderr).toContain(`error: the system keychain can't be used: ${why}   [E_KEYCHAIN · exit 3]\n`);
      expect(stderr).toMatch(/try: novu-msg|try: npm/);
      expect(stderr).not.toMatch(/s3cret|fedcba98|01234567/);
    }
    expect([home.text(), keychain.items()]).toEqual([before, items]);
  },
);

test("a key that cannot be removed keeps its profile, unless it is to be left", async () => {
  const { keychain, novu, add } = await useKeychain();
  await add("a", KEY, ...IN_KEYCHAIN);
  keychain.setBehavior("locked");
  const refused = await novu(["profile", "remove", "a", "--yes"]);
  expect(refused.stderr).toContain("The profile and its key weren't removed.");
  expect(refused.stderr).toContain("novu-msg profile remove a --yes --keep-key");
  expect((await novu(["profile", "remove", "a", "--yes", "--keep-key"])).code).toBe(0);
  expect(Object.values(keychain.items())).toEqual([KEY]);
  expect((await novu(["profile", "list"])).stdout).toBe("");
});

test("a replaced key that cannot be removed is told, and the new one counts", async () => {
  const { keychain, add } = await useKeychain();
  await add("a", KEY, ...IN_KEYCHAIN);
  keychain.setBehavior("locked");
  const { code, stderr } = await add("a", SECOND, "--yes");
  expect(code).toBe(0);
  expect(stderr).toContain("an unused key is left in the system keychain (novu-msg, 127.0.0.1:");
});

test("an item that is gone is told, with the way back", async () => {
  const { home, add } = await useKeychain();
  await add("a", KEY, ...IN_KEYCHAIN);
  const { program } = useFakeKeychain();
  const { code, stderr } = await run(["whoami"], { env: home.env, keychainProgram: program });
  expect(code).toBe(3);
  expect(stderr).toContain("the system keychain has no entry novu-msg, 127.0.0.1:");
});

test.each(["--key-env", "--key-command"])("--store does not go with %s", async (flag) => {
  const { novu } = await useKeychain();
  const { code, stderr } = await novu(["profile", "add", "a", flag, "K", "--store", "keychain"]);
  expect(code).toBe(2);
  expect(stderr).toContain(`--store and ${flag} can't be combined: no key is stored then`);
});
