import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { useProfileHome } from "../../support/profile-home.js";
import { run } from "../../support/run-cli.js";
import { KEY, useSandbox } from "../../support/sandbox.js";

const SECOND = "fedcba9876543210fedcba9876543210";

const useProfile = async (...more: readonly string[]) => {
  const sandbox = await useSandbox({ keys: [KEY, SECOND] });
  const home = useProfileHome({ SECOND_KEY: SECOND });
  const add = ["profile", "add", "p", "--key-stdin", "--api-url", sandbox.url, ...more];
  expect((await home.run(add, KEY)).code).toBe(0);
  sandbox.forget();
  const stored = () => JSON.parse(home.text()).profiles.p;
  const set = (...words: readonly string[]) => home.run(["profile", "set", "p", ...words]);
  return { sandbox, home, stored, set };
};

test("a new key is checked with Novu, and everything else stays", async () => {
  const { sandbox, home, stored } = await useProfile("--protected", "--allow", "ask");
  const before = stored();
  const { code, stderr } = await run(["profile", "set", "p", "--key-stdin", "-v"], {
    env: home.env,
    stdin: SECOND,
  });
  expect(code).toBe(0);
  expect(stderr).toContain("the key is for environment Production now; before, it was for Development");
  expect(stored()).toEqual({
    ...before,
    key: { in: "file", value: SECOND },
    environment: expect.objectContaining({ name: "Production" }),
    verifiedAt: expect.any(String),
  });
  expect(sandbox.wire()).toEqual(["GET /v1/environments/me"]);
});

test("a key that Novu does not accept changes nothing", async () => {
  const { home, set } = await useProfile();
  const before = home.text();
  const { code, stderr } = await home.run(["profile", "set", "p", "--key-stdin", "--protected"], "wrong");
  expect([code, home.text()]).toEqual([4, before]);
  expect(stderr).toContain("Nothing was stored.");
  expect((await set("--key-env", "NOT_SET")).code).toBe(4);
  expect(home.text()).toBe(before);
});

test("settings alone are changed without a request", async () => {
  const { sandbox, stored, set } = await useProfile();
  const { createdAt, verifiedAt, environment, key } = stored();
  expect((await set("--protected", "--allow", "read")).code).toBe(0);
  expect(stored()).toMatchObject({ protected: true, allow: "read", key, createdAt, verifiedAt, environment });
  expect((await set("--no-protected")).code).toBe(0);
  expect(stored()).not.toHaveProperty("protected");
  expect(sandbox.wire()).toEqual([]);
});

test("without a check, what the old check said is forgotten", async () => {
  const { sandbox, stored, set } = await useProfile();
  expect((await set("--key-env", "SECOND_KEY", "--no-verify")).code).toBe(0);
  expect(stored()).toEqual({
    apiUrl: sandbox.url,
    key: { in: "env", name: "SECOND_KEY" },
    createdAt: expect.any(String),
  });
  expect(sandbox.wire()).toEqual([]);
});

test("the stored key goes to another host only where that is allowed", async () => {
  const { home, stored, set, sandbox } = await useProfile();
  const other = await useSandbox();
  const { host } = new URL(other.url);
  const before = home.text();
  const refused = await set("--api-url", other.url);
  expect([refused.code, home.text()]).toEqual([3, before]);
  expect(refused.stderr).toContain("[E_HOST · exit 3]");
  expect(refused.stderr).toContain(`--allow-host ${host}`);
  expect([...sandbox.wire(), ...other.wire()]).toEqual([]);
  expect((await set("--api-url", other.url, "--allow-host", host)).code).toBe(0);
  expect(stored().apiUrl).toBe(other.url);
  expect(other.wire()).toEqual(["GET /v1/environments/me"]);
  // A key that is given anew was meant for the new address.
  expect((await set("--api-url", sandbox.url, "--key-env", "SECOND_KEY")).code).toBe(0);
  expect((await set("--region", "eu", "--no-verify")).code).toBe(3);
});

test("variables do not change where a profile goes", async () => {
  const { home, stored } = await useProfile();
  const before = stored().apiUrl;
  const env = { ...home.env, NOVU_API_URL: "https://eu.api.novu.co", NOVU_MSG_REGION: "us" };
  expect((await run(["profile", "set", "p", "--protected"], { env })).code).toBe(0);
  expect(stored().apiUrl).toBe(before);
});

test("a line without a change, or for no profile, is refused", async () => {
  const { home, set } = await useProfile();
  const before = home.text();
  expect((await set()).stderr).toContain("error: nothing to change   [E_INPUT · exit 2]");
  expect((await home.run(["profile", "set", "q", "--protected"])).code).toBe(3);
  expect((await set("--key-env", "SECOND_KEY")).code).toBe(0);
  expect((await set("--store", "file")).stderr).toContain("[E_CONFLICT · exit 2]");
  expect(before).toContain(KEY);
});

test("fields of a newer version are kept", async () => {
  const { home, set, stored } = await useProfile();
  const config = JSON.parse(home.text());
  config.profiles.p.someday = { x: 1 };
  writeFileSync(home.file, JSON.stringify(config), { mode: 0o600 });
  expect((await set("--protected")).code).toBe(0);
  expect(stored()).toMatchObject({ someday: { x: 1 }, protected: true });
});
