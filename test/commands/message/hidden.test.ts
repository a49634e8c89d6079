import { expect, test } from "vitest";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";

const SNOOZED_UNTIL = "2099-01-01T06:00:00.000Z";

const useHidden = async () => {
  const sandbox = await useSandbox();
  const archived = seedOne(sandbox, { archived: true });
  const snoozed = seedOne(sandbox, { snoozedUntil: SNOOZED_UNTIL });
  const plain = seedOne(sandbox);
  return { sandbox, archived, snoozed, plain };
};

test("a list counts what the Inbox hides, unless that was asked for", async () => {
  const { sandbox } = await useHidden();
  const list = (...words: string[]) => run(["message", "list", "--subscriber", "sub-1", ...words], sandbox);
  expect((await list()).stderr).toContain("· of these, 1 message is archived, 1 message is snoozed\n");
  expect((await list("--archived")).stderr).not.toContain("of these");
});

test("get and wait say that a message is archived or snoozed", async () => {
  const { sandbox, archived, snoozed, plain } = await useHidden();
  const get = async (id: string) => (await run(["action", "get", "sub-1", id], sandbox)).stderr;
  expect(await get(archived)).toContain("· this message is archived\n");
  expect(await get(snoozed)).toContain(`· this message is snoozed until ${SNOOZED_UNTIL}\n`);
  expect(await get(plain)).not.toContain("this message is");
  const { stderr } = await run(["action", "wait", "sub-1", archived, "--timeout", "0"], sandbox);
  expect(stderr).toContain(`message ${archived}, archived\n`);
});
