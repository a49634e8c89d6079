import { expect, test } from "vitest";
import { seedOne, useSandbox } from "../support/sandbox.js";
import { openTerminal } from "../support/terminal.js";

test("a terminal gets a table in colour, and the line says where it happened", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { content: "Deploy?" });
  const argv = ["action", "complete", "sub-1", id, "primary"];
  const terminal = openTerminal(argv, { env: sandbox.env, columns: 120 });
  expect(await terminal.exit).toBe(0);
  expect(terminal.raw()).toContain("\u001b[32mdone\u001b[39m");
  const screen = terminal.screen().replaceAll("\r\n", "\n");
  expect(screen).toContain("✔ Approve is now done for sub-1 (was pending)   127.0.0.1:");
  expect(screen).toContain(
    "  BUTTON     LABEL    STATUS  PAYLOAD\n  primary    Approve  done    –\n  secondary  Reject   –       –\n",
  );
});

test.each([
  [40, "承認する"],
  [80, "承認する 👍"],
  [200, "承認する 👍"],
])("at %i columns labels of any script are shown in a line each", async (columns, label) => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { labels: { primary: "承認する 👍", secondary: "رفض" } });
  const argv = ["action", "complete", "sub-1", id, "primary", "--color", "never"];
  const terminal = openTerminal(argv, { env: sandbox.env, columns });
  expect(await terminal.exit).toBe(0);
  const screen = terminal.screen().replaceAll("\r\n", "\n");
  expect(screen).toMatch(new RegExp(`^ {2}primary {4}${label}.*done`, "m"));
  expect(screen).toMatch(/^ {2}secondary {2}رفض/m);
});

test("NO_COLOR is heard on a terminal", async () => {
  const sandbox = await useSandbox();
  const argv = ["action", "get", "sub-1", seedOne(sandbox)];
  const terminal = openTerminal(argv, { env: { ...sandbox.env, NO_COLOR: "1" } });
  expect(await terminal.exit).toBe(0);
  expect(terminal.raw()).not.toContain("\u001b[3");
});
