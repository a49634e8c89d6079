import { expect, test } from "vitest";
import { seedOne, useSandbox } from "../support/sandbox.js";
import { openTerminal } from "../support/terminal.js";

test("deleting asks, names the environment, and takes no for an answer", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const no = openTerminal(["message", "delete", id], { env: sandbox.env, columns: 160 });
  await expect
    .poll(no.screen)
    .toContain(`permanently delete message ${id} from environment "Development" at ${sandbox.url}?`);
  no.type("n\r");
  expect(await no.exit).toBe(130);
  expect(no.screen()).toContain("canceled; nothing was changed");
  expect(sandbox.wire()).toEqual(["GET /v1/environments/me"]);
  const yes = openTerminal(["message", "delete", id], { env: sandbox.env, columns: 160 });
  await expect.poll(yes.screen).toContain("permanently delete message");
  yes.type("y\r");
  expect(await yes.exit).toBe(0);
  expect(yes.screen()).toContain("✔ 1 message deleted   Development · 127.0.0.1:");
  expect(sandbox.wire().at(-1)).toBe(`DELETE /v1/messages/${id}`);
});
