import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { KEY, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";
import { openTerminal } from "../support/terminal.js";

const useAdd = async () => {
  const sandbox = await useSandbox();
  const directory = path.join(useTempDir(), "config");
  const env = { NOVU_MSG_CONFIG_DIR: directory };
  const file = path.join(directory, "config.json");
  return { env, file, argv: ["profile", "add", "local", "--api-url", sandbox.url] };
};

test("the key is asked for, never shown, checked and stored", async () => {
  const { env, file, argv } = await useAdd();
  const terminal = openTerminal(argv, { env });
  await expect.poll(terminal.screen).toContain("API key");
  terminal.type(`${KEY}\r`);
  expect(await terminal.exit).toBe(0);
  expect(terminal.raw()).not.toContain(KEY);
  expect(terminal.screen()).toContain("✔ profile local added, and active");
  expect(JSON.parse(readFileSync(file, "utf8")).profiles.local.key).toEqual({ in: "file", value: KEY });
});

test("Ctrl-C at the question ends with 130 and stores nothing", async () => {
  const { env, file, argv } = await useAdd();
  const terminal = openTerminal(argv, { env });
  await expect.poll(terminal.screen).toContain("API key");
  terminal.type("\u0003");
  expect(await terminal.exit).toBe(130);
  expect(existsSync(file)).toBe(false);
});

test("removing asks; no leaves it, yes removes it", async () => {
  const { env, argv } = await useAdd();
  const add = openTerminal(argv, { env });
  await expect.poll(add.screen).toContain("API key");
  add.type(`${KEY}\r`);
  expect(await add.exit).toBe(0);
  for (const [answer, code] of [
    ["n", 130],
    ["y", 0],
  ] as const) {
    const remove = openTerminal(["profile", "remove", "local"], { env });
    await expect.poll(remove.screen).toContain("and its key?");
    remove.type(`${answer}\r`);
    expect(await remove.exit).toBe(code);
  }
});

test("--no-input asks nothing even on a terminal", async () => {
  const { env, argv } = await useAdd();
  const terminal = openTerminal([...argv, "--no-input"], { env });
  expect(await terminal.exit).toBe(2);
  expect(terminal.screen()).toContain("[E_INPUT · exit 2]");
});
