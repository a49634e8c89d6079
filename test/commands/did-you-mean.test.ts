import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { run } from "../support/run-cli.js";
import { useTempDir } from "../support/temp-dir.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const SET = ["action", "set", "alice", ID, "primary", "--status", "done"];

const useProfiles = (): string => {
  const home = useTempDir();
  const folder = path.join(home, ".config", "novu-msg");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const prod = {
    apiUrl: "https://eu.api.novu.co",
    key: { in: "env", name: "SOME_KEY" },
    createdAt: "2026-01-01T00:00:00.000Z",
  };
  writeFileSync(path.join(folder, "config.json"), JSON.stringify({ profiles: { prod } }), { mode: 0o600 });
  return home;
};

/** What was typed, the word that was meant, and the line that is offered. */
const SLIPS: readonly [string, readonly string[], string, string][] = [
  ["a command", ["acton", "set"], "action", "novu-msg action set"],
  ["a command below another", ["action", "sett"], "set", "novu-msg action set"],
  ["a profile command", ["profile", "lst"], "list", "novu-msg profile list"],
  ["the completion command", ["completoin", "bash"], "completion", "novu-msg completion bash"],
  [
    "an option of a command",
    ["action", "set", "--stauts", "done"],
    "--status",
    "novu-msg action set --status done",
  ],
  ["an option of every command", ["whoami", "--jsno"], "--json", "novu-msg whoami --json"],
  ["an option with =", ["whoami", "--ouput=json"], "--output", "novu-msg whoami --output=json"],
  ["a button", SET.with(4, "primry"), "primary", `novu-msg ${SET.join(" ")}`],
  ["a status", SET.with(6, "dnoe"), "done", `novu-msg ${SET.join(" ")}`],
  ["an output format", ["whoami", "-o", "jsn"], "json", "novu-msg whoami -o json"],
  ["a colour mode", ["whoami", "--color", "alway"], "always", "novu-msg whoami --color always"],
  ["an API version", [...SET, "--api", "2"], "v2", `novu-msg ${SET.join(" ")} --api v2`],
  ["a print form", [...SET, "--print", "crul"], "curl", `novu-msg ${SET.join(" ")} --print curl`],
  ["a region", ["whoami", "--region", "ue"], "eu", "novu-msg whoami --region eu"],
  ["a shell", ["completion", "powershel"], "powershell", "novu-msg completion powershell"],
  [
    "a server version",
    ["sandbox", "start", "--server", "3.5"],
    "3.15",
    "novu-msg sandbox start --server 3.15",
  ],
  ["a profile by flag", ["whoami", "--profile", "prd"], "prod", "novu-msg whoami --profile prod"],
  ["a profile by place", ["profile", "use", "pord"], "prod", "novu-msg profile use prod"],
  ["a profile to rename", ["profile", "rename", "prode", "x"], "prod", "novu-msg profile rename prod x"],
  ["a profile to verify", ["profile", "verify", "pro"], "prod", "novu-msg profile verify prod"],
  ["a field", ["profile", "list", "--fields", "nmae"], "name", "novu-msg profile list --fields name"],
  [
    "a field among others",
    ["profile", "list", "--fields", "name,aktive"],
    "active",
    "novu-msg profile list --fields name,active",
  ],
  [
    "a field inside another",
    ["whoami", "--fields", "environment.nam"],
    "environment.name",
    "novu-msg whoami --fields environment.name",
  ],
  ["a topic", ["help", "exit-code"], "exit-codes", "novu-msg help exit-codes"],
  ["another topic", ["help", "secuirty"], "security", "novu-msg help security"],
  ["a command as a topic", ["help", "acton", "set"], "action set", "novu-msg help action set"],
];

test.each(SLIPS)("%s: %j", async (_, argv, meant, line) => {
  const { code, stdout, stderr } = await run(argv, { home: useProfiles() });
  expect([2, 3]).toContain(code);
  expect(stdout).toBe("");
  expect(stderr).toContain(`Did you mean "${meant}"?`);
  expect(stderr).toContain(`  try: ${line}`);
});

test("a word that is near to nothing gets the list instead", async () => {
  const home = useProfiles();
  expect((await run(["frobnicate"], { home })).stderr).toContain(
    "Commands: action, message, subscriber, profile, ",
  );
  expect((await run(["whoami", "-o", "frobnicate"], { home })).stderr).toContain("Use one of: table, json");
  expect((await run(["whoami", "-p", "frobnicate"], { home })).stderr).toContain("Profiles: prod.");
  expect((await run(["whoami", "--fields", "frobnicate"], { home })).stderr).toContain("Fields: profile, ");
  expect((await run(["help", "frobnicate"], { home })).stderr).toContain("Topics: environment, ");
});

test("an option is not mended into its opposite", async () => {
  const { code, stderr } = await run([...SET, "--no-overwrite"]);
  expect(code).toBe(2);
  expect(stderr).toContain("there is no option --no-overwrite");
  expect(stderr).not.toContain("Did you mean");
});
