import { expect, test } from "vitest";
import { run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";

const useMessages = async () => {
  const sandbox = await useSandbox();
  const wait = (...words: string[]) => run(["action", "wait", "sub-1", ...words, "--timeout", "0"], sandbox);
  return { sandbox, wait };
};

test.each([
  ["Reject", "secondary", 0],
  ["Reject", "primary", 20],
  [" reJECT", "secondary", 0],
  ["Approve", "primary", 0],
] as const)("--for %j, and %s is pressed: exit %i", async (label, pressed, exit) => {
  const { sandbox, wait } = await useMessages();
  const id = seedOne(sandbox);
  sandbox.press(id, pressed);
  expect((await wait(id, "--for", label)).code).toBe(exit);
});

test("a label can be another button in each message", async () => {
  const { sandbox, wait } = await useMessages();
  const a = seedOne(sandbox, { labels: { primary: "Yes", secondary: "No" } });
  const b = seedOne(sandbox, { labels: { primary: "No", secondary: "Yes" } });
  sandbox.press(a, "primary");
  sandbox.press(b, "secondary");
  expect((await wait(a, b, "--all", "--for", "yes")).code).toBe(0);
  expect((await wait(a, b, "--all", "--for", "no")).code).toBe(20);
});

test("--map takes labels, with commas too", async () => {
  const { sandbox, wait } = await useMessages();
  const id = seedOne(sandbox, { labels: { primary: "Yes, all", secondary: "No" } });
  sandbox.press(id, "primary");
  expect((await wait(id, "--map", "Yes, all=7,No=8")).code).toBe(7);
  sandbox.press(id, "secondary");
  expect((await wait(id, "--map", "Yes, all=7,No=8")).code).toBe(8);
});

test.each([
  [["--for", "Rejct"], 'the message has no button "Rejct". Did you mean "Reject"?'],
  [["--map", "Later=3"], 'the message has no button "Later"'],
])("%j is refused at the first look", async (words, text) => {
  const { sandbox, wait } = await useMessages();
  const { code, stderr } = await wait(seedOne(sandbox), ...words);
  expect([code, stderr]).toEqual([2, expect.stringContaining(text)]);
});

test("a message without buttons ends with 22, whatever the label", async () => {
  const { sandbox, wait } = await useMessages();
  expect((await wait(seedOne(sandbox, { workflow: "notice" }), "--for", "Reject")).code).toBe(22);
});

test("a mistyped button is refused before anything is sent", async () => {
  const { sandbox, wait } = await useMessages();
  const { code, stderr } = await wait(seedOne(sandbox), "--for", "primery");
  expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean "primary"?')]);
  expect(sandbox.wire()).toEqual([]);
});
