import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { expect, test } from "vitest";
import { loadCommands } from "../../../src/cli/load-commands.js";
import { buildProgram, everySpec } from "../../../src/cli/program.js";
import { SUBSCRIBERS, WORKFLOWS } from "../../../src/commands/sandbox/seed.js";
import { everyNode } from "../../../src/views/command-nodes.js";
import { inputOf } from "../../support/parse-only.js";
import { programTree } from "../../support/program-tree.js";
import { useSandbox } from "../../support/sandbox.js";

const nodes = everyNode(programTree());
const options = nodes.flatMap((node) => node.options);
const named = (path: string) => nodes.find((node) => node.path === path);
const commands: readonly CommandUnknownOpts[] = everySpec(
  buildProgram(
    async () => {},
    await loadCommands(),
    { version: "0", write: () => {}, width: 80 },
    programTree,
  ).spec,
).map(({ command }) => command);

test("the tree has the kind and the choices of each value", () => {
  const about = (path: string, long: string) => named(path)?.options.find((option) => option.long === long);
  expect(about("", "--profile")?.about).toBe("profile");
  expect(about("", "--fields")?.about).toBe("fields");
  expect(about("", "--dotenv")?.about).toBe("file");
  expect(about("", "--output")?.choices).toEqual(["table", "json", "ndjson", "csv", "tsv"]);
  expect(about("", "--region")?.choices).toEqual(["us", "eu"]);
  expect(about("action set", "--status")?.choices).toEqual(["pending", "done"]);
  expect(about("action set", "--payload")?.about).toBe("payload");
  expect(named("action set")?.arguments).toMatchObject([
    { name: "subscriberId", about: "subscriber", flag: "--subscriber", choices: [] },
    { name: "messageId", about: "message", flag: "--message", choices: [] },
    { name: "button", flag: "--button", choices: ["primary", "secondary"] },
    { name: "status", flag: "--status", choices: ["pending", "done"] },
  ]);
});

test("a positional with a flag names an existing flag of its command", () => {
  for (const node of nodes) {
    for (const { flag } of node.arguments) {
      if (flag !== undefined) expect(node.options.map(({ long }) => long)).toContain(flag);
    }
  }
});

test("a description does not repeat the choices or the metadata", () => {
  for (const { description, choices } of options) {
    expect(description).not.toContain("repeatable");
    if (choices.length > 0) expect(description).not.toContain(choices.join(", "));
  }
});

test("options that collect values are marked as repeatable", async () => {
  const marked = options.filter(({ isRepeatable }) => isRepeatable).map(({ long }) => long);
  expect([...new Set(marked)].sort(), "add a new option that collects values to this list").toEqual([
    "--allow-host",
    "--context",
    "--data",
    "--dotenv",
    "--fault",
    "--header",
    "--key",
    "--map-column",
    "--message",
    "--pair",
    "--set",
    "--set-json",
    "--subscriber",
    "--tag",
    "--transaction",
    "--verbose",
    "--workflow",
  ]);
  const twice = ["--key", "a", "--key", "b"];
  expect(await inputOf(["sandbox", "start", ...twice])).toMatchObject({ keys: ["a", "b"] });
});

test("no command is a separate program", () => {
  const handlers = commands.map(
    (command) => (command as unknown as { _executableHandler: boolean })._executableHandler,
  );
  expect(handlers).toEqual(handlers.map(() => false));
});

test("what seed offers is what a sandbox holds", async () => {
  const sandbox = await useSandbox();
  for (const subscriberId of SUBSCRIBERS) expect(sandbox.seed({ subscriberId })).toHaveLength(1);
  for (const workflow of WORKFLOWS) expect(sandbox.seed({ workflow })).toHaveLength(1);
  expect(() => sandbox.seed({ workflow: "none" })).toThrow();
});

test.each([
  [
    ["action", "set", "alice"],
    ["action", "action set"],
  ],
  [
    ["action", "get", "-s", "wait"],
    ["action", "action get", "action wait"],
  ],
  [
    ["profile", "use", "list"],
    ["profile", "profile list", "profile use"],
  ],
])("of %j only the commands that it names are built", async (words, built) => {
  const text = { version: "0", write: () => {}, width: 80 };
  const { spec } = buildProgram(async () => {}, await loadCommands(words), text, programTree);
  const pathOf = (command: CommandUnknownOpts): string =>
    command.parent === null ? "" : `${pathOf(command.parent)} ${command.name()}`.trim();
  expect(everySpec(spec).map(({ command }) => pathOf(command))).toEqual(["", ...built]);
});

test("a line that names no command of a group builds all of them", async () => {
  const text = { version: "0", write: () => {}, width: 80 };
  const { spec } = buildProgram(async () => {}, await loadCommands(["action", "st"]), text, programTree);
  const action = named("action");
  expect(everySpec(spec)).toHaveLength(2 + (action?.children.length ?? 0));
});
