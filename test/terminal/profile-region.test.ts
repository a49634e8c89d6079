import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { KEY, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";
import { openTerminal } from "../support/terminal.js";

const useHome = () => {
  const directory = path.join(useTempDir(), "config");
  const stored = () => JSON.parse(readFileSync(path.join(directory, "config.json"), "utf8")).profiles;
  return { env: { NOVU_MSG_CONFIG_DIR: directory }, stored };
};

const DOWN = "\u001b[B";

/** Moves down to the choice and takes it. */
const choose = async (
  terminal: ReturnType<typeof openTerminal>,
  down: number,
  name: string,
): Promise<void> => {
  await expect.poll(terminal.screen).toContain("another URL, such as a self-hosted Novu");
  for (let step = 0; step < down; step += 1) terminal.type(DOWN);
  await expect.poll(terminal.screen).toContain(`❯ ${name}`);
  terminal.type("\r");
};

test.each([
  [0, "Novu's US cloud", "https://api.novu.co"],
  [1, "Novu's EU cloud", "https://eu.api.novu.co"],
])("profile add without an address asks for the region: choice %s is %s", async (down, name, apiUrl) => {
  const { env, stored } = useHome();
  const terminal = openTerminal(["profile", "add", "p", "--no-verify"], { env });
  await choose(terminal, down, name);
  await expect.poll(terminal.screen).toContain(`API key for ${apiUrl}`);
  terminal.type(`${KEY}\r`);
  expect(await terminal.exit).toBe(0);
  expect(stored().p.apiUrl).toBe(apiUrl);
});

test("another address is asked for, and a mistyped key again", async () => {
  const sandbox = await useSandbox();
  const { env, stored } = useHome();
  const terminal = openTerminal(["profile", "add", "p"], { env });
  await choose(terminal, 2, "another URL");
  await expect.poll(terminal.screen).toContain("API URL");
  terminal.type(`${sandbox.url}\r`);
  await expect.poll(terminal.screen).toContain("API key for");
  terminal.type("has a blank\r");
  await expect
    .poll(terminal.screen)
    .toMatch(/contains a space, a line break or another character.*API key for/s);
  terminal.type("0123456789abcdef0123456789abcdee\r");
  await expect.poll(terminal.screen).toMatch(/Novu doesn't accept this API key.*API key for/s);
  terminal.type(`${KEY}\r`);
  expect(await terminal.exit).toBe(0);
  expect(stored().p).toMatchObject({ apiUrl: sandbox.url, key: { value: KEY } });
});

test.each([{ NOVU_MSG_REGION: "eu" }, { NOVU_API_URL: "https://eu.api.novu.co" }])(
  "with %j no region is asked for",
  async (more) => {
    const { env } = useHome();
    const terminal = openTerminal(["profile", "add", "p", "--no-verify"], { env: { ...env, ...more } });
    await expect.poll(terminal.screen).toContain("API key for https://eu.api.novu.co");
    terminal.type("\u0003");
    expect(await terminal.exit).toBe(130);
  },
);

test("profile set without an option asks for a new key and checks it", async () => {
  const sandbox = await useSandbox();
  const { env, stored } = useHome();
  const add = ["profile", "add", "p", "--api-url", sandbox.url, "--key-env", "OLD", "--no-verify"];
  expect(await openTerminal(add, { env }).exit).toBe(0);
  const terminal = openTerminal(["profile", "set", "p"], { env });
  await expect.poll(terminal.screen).toContain("API key for");
  terminal.type(`${KEY}\r`);
  expect(await terminal.exit).toBe(0);
  expect(terminal.raw()).not.toContain(KEY);
  expect(stored().p).toMatchObject({ key: { in: "file", value: KEY }, environment: { name: "Development" } });
});
