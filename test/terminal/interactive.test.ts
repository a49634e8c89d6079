import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { BIN, NODE } from "../support/program.js";
import { KEY as API_KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";
import { KEY, openProgram, openTerminal, type Terminal, type TerminalOptions } from "../support/terminal.js";

const useSeeded = async () => {
  const sandbox = await useSandbox();
  const home = useTempDir();
  const id = seedOne(sandbox, { content: "Deploy 4.2 to production?" });
  const env = { ...sandbox.env, HOME: home };
  return { sandbox, id, env };
};

const guide = (options: TerminalOptions): Terminal => openTerminal([], options);

/** Answers the questions in turn, each when it is on the screen. */
const answer = async (
  terminal: Terminal,
  ...turns: readonly (readonly [question: string, keys: string])[]
) => {
  for (const [question, keys] of turns) {
    await terminal.shows(question);
    terminal.type(keys);
  }
};

const TO_CONFIRMATION = [
  ["? Subscriber", `sub-1${KEY.enter}`],
  ["❯ Deploy 4.2", KEY.enter],
  ["❯ primary: Approve", KEY.enter],
  ["❯ done", KEY.enter],
  ["❯ no payload", KEY.enter],
] as const;

test("novu-msg alone leads through the main job and leaves with the line for next time", async () => {
  const { sandbox, id, env } = await useSeeded();
  const terminal = guide({ env });
  await answer(terminal, ...TO_CONFIRMATION);
  await terminal.shows("Apply this change?");
  const summary = terminal.display();
  for (const text of ["primary “Approve” → done", id, "sub-1", "pending", "Development · 127.0.0.1"]) {
    expect(summary).toContain(text);
  }
  expect(sandbox.wire().filter((line) => line.startsWith("POST"))).toEqual([]);
  terminal.type(KEY.enter);
  expect(await terminal.exit).toBe(0);
  await terminal.shows("is now done for");
  await terminal.shows(`same as: novu-msg action set sub-1 ${id} primary --status done`);
  expect(terminal.display()).not.toContain("Warning");
  expect(terminal.display()).not.toContain("Warning");
  expect(sandbox.wire().filter((line) => line.startsWith("POST"))).toEqual([
    `POST /v1/subscribers/sub-1/messages/${id}/actions/primary {"status":"done"}`,
  ]);
});

test("the line that it leaves does the same again", async () => {
  const { sandbox, env } = await useSeeded();
  const terminal = guide({ env, columns: 60 });
  await answer(terminal, ...TO_CONFIRMATION.slice(0, 4), ["❯ no payload", `${KEY.down}${KEY.enter}`]);
  await answer(
    terminal,
    ["? key=value", `by=it's me${KEY.enter}`],
    ["? Another", KEY.enter],
    ["Apply this change?", KEY.enter],
  );
  expect(await terminal.exit).toBe(0);
  const [first] = sandbox.wire().filter((line) => line.startsWith("POST"));
  sandbox.forget();
  await terminal.shows("same as:");
  const line = /same as: novu-msg (.*)/.exec(terminal.screen())?.[1]?.trim() ?? "";
  const shell = openProgram("sh", ["-c", `"${NODE}" "${BIN}" ${line}`], { env });
  expect(await shell.exit).toBe(0);
  // The message has that answer already.
  expect(sandbox.wire().filter((request) => request.startsWith("POST"))).toEqual([]);
  const again = openProgram("sh", ["-c", `"${NODE}" "${BIN}" ${line} --overwrite`], { env });
  expect(await again.exit).toBe(0);
  expect(sandbox.wire().filter((request) => request.startsWith("POST"))).toEqual([first]);
  expect(first).toContain(`{"status":"done","payload":{"by":"it's me"}}`);
});

test("Esc goes back question by question, and an answer can be another one then", async () => {
  const { sandbox, id, env } = await useSeeded();
  const terminal = guide({ env });
  await answer(terminal, ...TO_CONFIRMATION, ["Apply this change?", KEY.escape]);
  await answer(terminal, ["? Payload", KEY.escape], ["? Set primary to", KEY.escape]);
  await terminal.shows("? Button");
  terminal.type(KEY.down + KEY.enter);
  await answer(
    terminal,
    ["❯ done", `${KEY.down}${KEY.enter}`],
    ["❯ no payload", KEY.enter],
    ["Apply this change?", KEY.enter],
  );
  expect(await terminal.exit).toBe(0);
  expect(sandbox.wire().filter((line) => line.startsWith("POST"))).toEqual([
    `POST /v1/subscribers/sub-1/messages/${id}/actions/secondary {"status":"pending"}`,
  ]);
});

test.each([
  ["Subscriber", 0],
  ["Message of sub-1", 1],
  ["Button", 2],
  ["Set primary to", 3],
  ["Payload", 4],
  ["Apply this change?", 5],
])("Ctrl-C at “%s” leaves with 130, writes nothing and gives the terminal back", async (question, turns) => {
  const { sandbox, env } = await useSeeded();
  // A file, because what is written to a terminal last can be lost when its last program exits.
  const settings = path.join(env.HOME, "stty");
  const terminal = openProgram(
    "sh",
    ["-c", `"${NODE}" "${BIN}"; echo "code $?" >>"$OUT"; stty -a >>"$OUT"`],
    {
      env: { ...env, OUT: settings },
    },
  );
  await answer(terminal, ...TO_CONFIRMATION.slice(0, turns), [`? ${question}`, KEY.interrupt]);
  await terminal.exit;
  const after = readFileSync(settings, "utf8");
  expect(after).toMatch(/^code 130$/m);
  expect(after).toMatch(/(?<!-)\bicanon\b/);
  expect(after).toMatch(/(?<!-)\becho\b/);
  expect(terminal.raw().lastIndexOf("\u001b[?25l")).toBeLessThanOrEqual(
    terminal.raw().lastIndexOf("\u001b[?25h"),
  );
  expect(sandbox.wire().filter((line) => line.startsWith("POST"))).toEqual([]);
});

test("Ctrl-C in the middle of a payload, and Esc at the first question, leave too", async () => {
  const { env } = await useSeeded();
  const typing = guide({ env });
  await answer(
    typing,
    ...TO_CONFIRMATION.slice(0, 4),
    ["❯ no payload", `${KEY.down}${KEY.enter}`],
    ["? key=value", "a="],
  );
  typing.type(KEY.interrupt);
  expect(await typing.exit).toBe(130);
  const first = guide({ env });
  await answer(first, ["? Subscriber", KEY.escape]);
  expect(await first.exit).toBe(130);
});

test("“no” writes nothing and is 130", async () => {
  const { sandbox, env } = await useSeeded();
  const terminal = guide({ env });
  await answer(terminal, ...TO_CONFIRMATION, ["Apply this change?", `${KEY.down}${KEY.enter}`]);
  expect(await terminal.exit).toBe(130);
  await terminal.shows("canceled; nothing was sent");
  expect(sandbox.wire().filter((line) => line.startsWith("POST"))).toEqual([]);
});

test("a line that lacks something asks for just that", async () => {
  const { id, env } = await useSeeded();
  const terminal = openTerminal(["action", "set", "sub-1", id, "primary"], { env });
  await answer(terminal, ["? Set primary to", KEY.enter]);
  expect(await terminal.exit).toBe(0);
  await terminal.shows(`same as: novu-msg action set sub-1 ${id} primary --status done`);
  expect(terminal.display()).not.toContain("Apply this change?");
});

test("a button that the message lacks cannot be chosen", async () => {
  const { sandbox, env } = await useSeeded();
  const id = seedOne(sandbox, { workflow: "single" });
  const terminal = openTerminal(["action", "complete", "sub-1", id], { env });
  await terminal.shows("❯ primary: OK");
  await terminal.shows("secondary (this message doesn't have that button)");
  terminal.type(KEY.down + KEY.up + KEY.enter);
  expect(await terminal.exit).toBe(0);
  await terminal.shows("is now done for");
});

test("an API that fails in the middle says so; an id can be typed, and trying again works when it is back", async () => {
  const { sandbox, id, env } = await useSeeded();
  const terminal = guide({ env });
  await terminal.shows("❯ user:42@example.com");
  const { port } = sandbox;
  await sandbox.close();
  terminal.type("sub-1");
  await terminal.shows("retry, or type an ID");
  terminal.type(KEY.enter);
  await terminal.shows("❯ retry");
  const again = await useSandbox({ port });
  seedOne(again, { content: "After the storm" });
  terminal.type(KEY.enter);
  await terminal.shows("❯ After the storm");
  expect(id).toBeDefined();
  terminal.type(KEY.interrupt);
  expect(await terminal.exit).toBe(130);
});

test.each([40, 80, 200])(
  "at %i columns no line is broken, whatever stands on the labels",
  async (columns) => {
    const sandbox = await useSandbox();
    seedOne(sandbox, {
      content: "배포할까요? \u001b[31mred\u001b]0;title\u0007 ".repeat(6),
      labels: { primary: "承認する 👍", secondary: "رفض \u202eevil" },
    });
    const terminal = guide({ env: sandbox.env, columns, rows: 40 });
    await answer(terminal, ["? Subscriber", `sub-1${KEY.enter}`]);
    await terminal.shows("❯ 배포할까요?");
    expect(terminal.display()).toContain("enter choose · esc back");
    expect(
      terminal
        .display()
        .split("\n")
        .filter((line) => line.includes("배포")).length,
    ).toBe(1);
    terminal.type(KEY.enter);
    await terminal.shows("❯ primary: 承認する 👍");
    expect(terminal.raw()).not.toMatch(/\u001b\]0;title|\u202e/);
    terminal.type(KEY.interrupt);
    expect(await terminal.exit).toBe(130);
  },
);

test("one of five thousand messages is found by typing, and by walking", async () => {
  const sandbox = await useSandbox();
  sandbox.seed({ count: 2_500 });
  seedOne(sandbox, { content: "The needle" });
  sandbox.seed({ count: 2_499 });
  const terminal = guide({ env: sandbox.env });
  await answer(terminal, ["? Subscriber", `sub-1${KEY.enter}`], ["❯ Approve item?", "needle"]);
  await terminal.shows("❯ The needle");
  terminal.type(KEY.interrupt);
  expect(await terminal.exit).toBe(130);

  const walking = guide({ env: sandbox.env });
  await answer(walking, ["? Subscriber", `sub-1${KEY.enter}`]);
  await walking.shows("❯ Approve item?");
  const seen = new Set<string>();
  for (let page = 0; page < 20; page += 1) {
    const before = walking.display();
    seen.add(before);
    walking.type(KEY.pageDown);
    await expect.poll(walking.display).not.toBe(before);
  }
  expect(seen.size).toBe(20);
  walking.type(KEY.interrupt);
  expect(await walking.exit).toBe(130);
});

test("several profiles: which one is the first question, and stands in the line", async () => {
  const { sandbox, env } = await useSeeded();
  const bare = { HOME: env.HOME, DEMO_KEY: API_KEY };
  for (const name of ["staging", "prod"]) {
    const add = openTerminal(["profile", "add", name, "--api-url", sandbox.url, "--key-env", "DEMO_KEY"], {
      env: bare,
    });
    expect(await add.exit).toBe(0);
  }
  const terminal = guide({ env: bare });
  await answer(terminal, ["❯ staging", `prod${KEY.enter}`], ...TO_CONFIRMATION);
  await terminal.shows("✔ Profile prod");
  await answer(terminal, ["Apply this change?", KEY.enter]);
  expect(await terminal.exit).toBe(0);
  await expect
    .poll(() => terminal.screen().replaceAll(/\r?\n/g, ""))
    .toContain("--status done --profile prod");
});

test("without a key it offers the sandbox, and the main job runs there", async () => {
  const terminal = guide({ env: { HOME: useTempDir() } });
  await answer(terminal, ["❯ the sandbox", KEY.enter]);
  await answer(terminal, ["? Subscriber", `bob${KEY.enter}`], ["❯ Refund", KEY.enter]);
  await answer(terminal, ["❯ primary", KEY.enter], ["❯ done", KEY.enter], ["❯ no payload", KEY.enter]);
  await answer(terminal, ["Apply this change?", KEY.enter]);
  expect(await terminal.exit).toBe(0);
  await terminal.shows("is now done for");
  await terminal.shows("the sandbox has stopped");
});

test("without a key it offers to add a profile, and goes on with it", async () => {
  const { sandbox } = await useSeeded();
  const terminal = guide({ env: { HOME: useTempDir() } });
  await answer(
    terminal,
    ["❯ the sandbox", `${KEY.down}${KEY.enter}`],
    ["Where is your Novu?", `self${KEY.enter}`],
  );
  await answer(terminal, ["API URL", `${sandbox.url}${KEY.enter}`], ["Name for the profile", KEY.enter]);
  await answer(terminal, ["API key for", `${API_KEY}${KEY.enter}`]);
  await terminal.shows("profile default added");
  await answer(terminal, ...TO_CONFIRMATION, ["Apply this change?", KEY.enter]);
  expect(await terminal.exit).toBe(0);
  expect(terminal.raw()).not.toContain(API_KEY);
});

test("a wrong key ends with 4, not with an empty list", async () => {
  const { sandbox } = await useSeeded();
  const terminal = guide({ env: { NOVU_API_URL: sandbox.url, NOVU_SECRET_KEY: "f".repeat(32) } });
  expect(await terminal.exit).toBe(4);
  await terminal.shows("Novu doesn't accept this API key");
});

test("an editor writes the payload; what is no JSON object is asked for again", async () => {
  const { sandbox, env } = await useSeeded();
  const editor = path.join(env.HOME, "editor");
  writeFileSync(
    editor,
    `#!/bin/sh
env > "$HOME/env"
if test -e "$HOME/once"; then echo '{"by":"ed"}' > "$1"; else touch "$HOME/once"; echo nonsense > "$1"; fi
`,
    { mode: 0o755 },
  );
  const terminal = guide({ env: { ...env, EDITOR: editor } });
  await answer(terminal, ...TO_CONFIRMATION.slice(0, 4), ["❯ no payload", `editor${KEY.enter}`]);
  await answer(terminal, ["It isn't valid JSON", KEY.enter], ["Apply this change?", KEY.enter]);
  expect(await terminal.exit).toBe(0);
  expect(sandbox.wire().find((line) => line.startsWith("POST"))).toContain('"payload":{"by":"ed"}');
  expect(readFileSync(path.join(env.HOME, "env"), "utf8")).not.toContain(API_KEY);
});

test("going back takes the answer off the screen, also a payload that was begun", async () => {
  const { env } = await useSeeded();
  const terminal = guide({ env });
  await answer(terminal, ...TO_CONFIRMATION.slice(0, 4), ["❯ no payload", `${KEY.down}${KEY.enter}`]);
  await answer(terminal, ["? key=value", `by=ci${KEY.enter}`], ["? Another", KEY.escape]);
  await answer(
    terminal,
    ["? key=value", KEY.escape],
    ["❯ no payload", KEY.enter],
    ["Apply this change?", KEY.escape],
  );
  await terminal.shows("❯ no payload");
  expect(terminal.display()).not.toContain("by=ci");
  expect(terminal.display()).not.toContain("primary “Approve” → done");
  terminal.type(KEY.escape);
  await terminal.shows("? Set primary to");
  expect(terminal.display()).not.toContain("Payload");
  terminal.type(KEY.interrupt);
  expect(await terminal.exit).toBe(130);
});

test("who chooses a message to set sees what is going to be written, and where, before it is", async () => {
  const { sandbox, env } = await useSeeded();
  const terminal = openTerminal(["action", "complete", "sub-1"], { env });
  await answer(terminal, ["❯ Deploy 4.2", KEY.enter], ["❯ primary", KEY.enter], ["Apply this change?", ""]);
  await terminal.shows("primary “Approve” → done");
  await terminal.shows("Development · 127.0.0.1");
  expect(sandbox.wire().filter((line) => line.startsWith("POST"))).toEqual([]);
  terminal.type(KEY.enter);
  expect(await terminal.exit).toBe(0);
  const sure = openTerminal(["action", "revert", "sub-1", "--yes"], { env });
  await answer(sure, ["❯ Deploy 4.2", KEY.enter], ["❯ primary", KEY.enter]);
  expect(await sure.exit).toBe(0);
  expect(sure.display()).not.toContain("Apply this change?");
});

test("an editor that ends badly has changed nothing, and one that is not there says so", async () => {
  const { env } = await useSeeded();
  for (const [editor, problem] of [
    ["false", "The editor exited with 1"],
    ["/nonexistent/editor", "The editor in EDITOR couldn't be started"],
  ] as const) {
    const terminal = guide({ env: { ...env, EDITOR: editor } });
    await answer(terminal, ...TO_CONFIRMATION.slice(0, 4), ["❯ no payload", `editor${KEY.enter}`]);
    await answer(terminal, [problem, KEY.escape], ["❯ no payload", KEY.interrupt]);
    expect(await terminal.exit).toBe(130);
  }
});

test("Ctrl-Z leaves the terminal to the shell, and fg goes on where it was", async () => {
  const { env } = await useSeeded();
  const shell = openProgram("bash", ["--norc", "--noprofile", "-i"], { env: { ...env, PS1: "shell> " } });
  await shell.shows("shell>");
  shell.type(`"${NODE}" "${BIN}"${KEY.enter}`);
  await shell.shows("? Subscriber");
  shell.type("\u001a");
  await shell.shows("Stopped");
  shell.type(`fg${KEY.enter}`);
  await expect.poll(shell.display).toMatch(/❯ user:42[^$]*type to search$/);
  shell.type(`sub-1${KEY.enter}`);
  await shell.shows("❯ Deploy 4.2");
  shell.type(KEY.interrupt);
  await shell.shows("stopped");
  shell.type(`echo "code $?"${KEY.enter}`);
  await shell.shows("code 130");
});

test("a key command is run once for all the questions, and once for the line itself", async () => {
  const { sandbox, env } = await useSeeded();
  const log = path.join(env.HOME, "asked");
  const script = path.join(env.HOME, "key");
  writeFileSync(script, `#!/bin/sh\necho asked >> "${log}"\nprintenv DEMO_KEY\n`, { mode: 0o755 });
  const bare = { HOME: env.HOME, DEMO_KEY: API_KEY };
  const argv = ["profile", "add", "prod", "--api-url", sandbox.url, "--key-command", script, "--no-verify"];
  expect(await openTerminal(argv, { env: bare }).exit).toBe(0);
  const terminal = guide({ env: bare });
  await answer(terminal, ...TO_CONFIRMATION, ["Apply this change?", KEY.enter]);
  expect(await terminal.exit).toBe(0);
  expect(readFileSync(log, "utf8")).toBe("asked\n".repeat(2));
});

test("a snooze chosen from the list of marks asks until when, and leaves one line", async () => {
  const { sandbox, id, env } = await useSeeded();
  const terminal = openTerminal(["message", "mark", "sub-1", id], { env });
  await answer(
    terminal,
    ["? Mark as", "snoozed"],
    ["❯ snoozed", KEY.enter],
    ["? Snooze until", `2h${KEY.enter}`],
  );
  expect(await terminal.exit).toBe(0);
  await terminal.shows("same as: novu-msg message mark");
  const line = `same as: novu-msg message mark sub-1 ${id} --as snoozed --until 2h`;
  expect(terminal.screen().match(/same as: [^\r\n]*/g)).toEqual([line]);
  expect(sandbox.wire().at(-1)).toContain("/snooze");
});

test("a search while the server fails is one line, Enter retries it, and recent subscribers stay", async () => {
  const { sandbox, env } = await useSeeded();
  const home = { ...env, XDG_CACHE_HOME: env.HOME };
  const first = openTerminal(["action", "get", "sub-1", "--latest"], { env: home });
  expect(await first.exit).toBe(0);
  const terminal = guide({ env: home });
  await terminal.shows("❯ sub-1 · recent");
  sandbox.fault({ name: "error-500", times: "forever" });
  terminal.type("sub");
  await terminal.shows("retry, or type an ID");
  terminal.type(`${KEY.backspace}${KEY.backspace}${KEY.backspace}`);
  await terminal.shows("❯ retry");
  expect(terminal.display()).toContain("sub-1 · recent");
  expect(terminal.display().match(/Novu returned a server error/g)).toHaveLength(1);
  expect(terminal.display()).not.toMatch(/retry \d|again in/);
  await sandbox.clearFaults();
  terminal.type(KEY.enter);
  await terminal.shows("sub-2");
  terminal.type(KEY.interrupt);
  await terminal.exit;
});

test("a sandbox of the run's own is named as such, and leaves no line that cannot work", async () => {
  const home = useTempDir();
  const terminal = guide({ env: { HOME: home } });
  await answer(terminal, ["❯ the sandbox", KEY.enter], ["? Subscriber", `alice${KEY.enter}`]);
  await answer(terminal, ["? Message of alice", KEY.enter], ...TO_CONFIRMATION.slice(2));
  await terminal.shows("Apply this change?");
  expect(terminal.display()).toContain("Development · 127.0.0.1");
  expect(terminal.display()).not.toContain("NOVU_MSG_SECRET_KEY");
  terminal.type(KEY.enter);
  expect(await terminal.exit).toBe(0);
  expect(terminal.display()).not.toContain("same as");
  expect(terminal.display()).not.toContain("NOVU_MSG_SECRET_KEY");
});
