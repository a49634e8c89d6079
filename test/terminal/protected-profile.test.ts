import { expect, test } from "vitest";
import { useProfileHome } from "../support/profile-home.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { openTerminal } from "../support/terminal.js";

const useProtected = async () => {
  const sandbox = await useSandbox();
  const home = useProfileHome();
  const add = ["profile", "add", "prod", "--key-stdin", "--protected", "--api-url", sandbox.url];
  expect((await home.run(add, KEY)).code).toBe(0);
  const id = seedOne(sandbox);
  const open = (...argv: readonly string[]) => openTerminal(argv, { env: home.env, columns: 200 });
  const writes = () => sandbox.wire().filter((request) => !request.startsWith("GET "));
  return { sandbox, id, open, writes };
};

test("a protected profile's name has to be typed; another word leaves all as it was", async () => {
  const { sandbox, id, open, writes } = await useProtected();
  const question = `set primary of message ${id} to done in environment "Development" at ${sandbox.url}? The profile is protected: type its name, prod, to confirm`;
  const wrong = open("action", "complete", "sub-1", id, "primary");
  await wrong.shows(question);
  wrong.type("dev\r");
  expect(await wrong.exit).toBe(130);
  expect(wrong.screen()).toContain("canceled; nothing was changed");
  expect(writes()).toEqual([]);
  const right = open("action", "complete", "sub-1", id, "primary");
  await right.shows(question);
  right.type("prod\r");
  expect(await right.exit).toBe(0);
  expect(writes()).toHaveLength(1);
});

test("deleting asks one question: the name is the yes", async () => {
  const { id, open, writes } = await useProtected();
  const terminal = open("message", "delete", id);
  await terminal.shows(`permanently delete message ${id} in environment "Development" at`);
  terminal.type("prod\r");
  expect(await terminal.exit).toBe(0);
  expect(terminal.screen()).not.toContain("(y/N)");
  expect(writes()).toEqual([`DELETE /v1/messages/${id}`]);
});
