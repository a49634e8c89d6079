import { expect, test } from "vitest";
import { seedOne, useSandbox } from "../support/sandbox.js";
import { KEY, openTerminal } from "../support/terminal.js";

test("on Linux' own console questions and answers are ASCII, and stand where they should", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const env = { ...sandbox.env, TERM: "linux" };
  const terminal = openTerminal(["action", "set", "sub-1", id], { env });
  await terminal.shows("> primary");
  terminal.type(KEY.down + KEY.enter);
  await terminal.shows("? Set secondary to");
  terminal.type(KEY.enter);
  expect(await terminal.exit).toBe(0);
  await terminal.shows("same as: novu-msg action set sub-1");
  expect(terminal.display()).toContain("+ Reject is now done");
  expect(terminal.display()).toMatch(/^\+ Button secondary: Reject$/m);
  expect(terminal.screen()).not.toMatch(/[^\u0000-\u007f]/);
});
