import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { allDone } from "../support/bulk-input.js";
import { everyCommand, missingLines } from "../support/every-command.js";
import { keeps } from "../support/keeps.js";
import { type ProfileHome, useProfileHome } from "../support/profile-home.js";
import { runWithNotes as run } from "../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { sourceFiles } from "../support/source-files.js";
import { useTempDir } from "../support/temp-dir.js";

keeps("a protected profile writes only when it is meant");

const rowFiles = new Map<string, string>();

/** A file with one row for the message; the same one for the same message. */
const rowsFor = (id: string): string => {
  const file = rowFiles.get(id) ?? path.join(useTempDir(), "rows.csv");
  rowFiles.set(id, file);
  writeFileSync(file, allDone([id]));
  return file;
};

const LINES: Readonly<Record<string, (id: string) => readonly string[]>> = {
  "action set": (id) => ["action", "set", "sub-1", id, "primary", "--status", "done"],
  "action complete": (id) => ["action", "complete", "sub-1", id, "primary"],
  "action revert": (id) => ["action", "revert", "sub-1", id, "primary"],
  "action apply": (id) => ["action", "apply", rowsFor(id), "--journal", `${rowsFor(id)}.journal`],
  "message mark": (id) => ["message", "mark", "sub-1", id, "--as", "read"],
  "message delete": (id) => ["message", "delete", id],
  api: (id) => ["api", "DELETE", `/v1/messages/${id}`],
};

test("every command whose spec says that it writes has a line here", () => {
  const writing = everyCommand.filter(({ effect }) => effect === "writes");
  const lines = Object.keys(LINES);
  expect(missingLines("test/commands/writing.test.ts", "LINES of", writing, lines)).toEqual([]);
  expect(lines.filter((line) => !writing.some(({ path }) => path === line))).toEqual([]);
});

test("a spec says that it writes if its body asks for a client that can, and only then", () => {
  const sources = sourceFiles("src/commands");
  const specs = sources.flatMap(({ file, text }) => {
    const [, body] = /import\("(\.\/[\w-]+\.run)\.js"\)/.exec(text) ?? [];
    return body === undefined ? [] : [{ file, text, body: `${path.join(path.dirname(file), body)}.ts` }];
  });
  const wrong = specs.filter(({ text, body }) => {
    const asksToWrite = sources.some(({ file, text: code }) => file === body && code.includes("forWriting"));
    return asksToWrite !== text.includes('effect: "writes"');
  });
  expect(
    wrong.map(({ file }) => file),
    'say effect: "writes" in these specs if the body calls forWriting, else "reads" or "local"',
  ).toEqual([]);
  expect(specs.length).toBeGreaterThan(20);
});

test("a client that can write comes from forWriting: nobody else makes one but the doctor, who only reads", () => {
  const makers = sourceFiles("src").filter(
    ({ file, text }) => !file.startsWith("src/novu/") && /\bcreateNovu(?:Call)?\(/.test(text),
  );
  expect(makers.map(({ file }) => file).sort()).toEqual([
    "src/commands/doctor/examine-server.ts",
    "src/context/create-client.ts",
  ]);
  const examine = makers.find(({ file }) => file.includes("doctor"))?.text;
  expect(examine).not.toMatch(/method: "(?!GET)|setAction|markMessages|deleteMessage/);
});

const useProtected = async (): Promise<{ home: ProfileHome; id: string; wire: () => string[] }> => {
  const sandbox = await useSandbox();
  const home = useProfileHome();
  const add = ["profile", "add", "prod", "--key-stdin", "--protected", "--api-url", sandbox.url];
  expect((await home.run(add, KEY)).code).toBe(0);
  const id = seedOne(sandbox);
  sandbox.forget();
  return { home, id, wire: sandbox.wire };
};

const NOT_READING = /^(?!GET )/;

test.each(Object.entries(LINES))(
  "%s through a protected profile needs --yes where nobody can be asked",
  async (_name, line) => {
    const { home, id, wire } = await useProtected();
    const { code, stdout, stderr } = await home.run([...line(id), "--json"]);
    expect([code, stdout]).toEqual([2, ""]);
    const { error } = JSON.parse(stderr);
    expect(error).toMatchObject({ code: "E_CONFIRM", sent: "no" });
    expect(error.message).toMatch(/^profile "prod" is protected: confirmation needed to /);
    expect(error.hint).toMatch(
      /^This would change environment "Development" at http:\/\/127\.0\.0\.1:\d+\. /,
    );
    expect(error.next[0].command).toBe(`novu-msg ${line(id).join(" ")} --json --yes`);
    expect(wire().filter((request) => NOT_READING.test(request))).toEqual([]);
    expect((await home.run([...line(id), "--yes"])).code).toBe(0);
    expect(wire().filter((request) => NOT_READING.test(request))).toHaveLength(1);
  },
);

test.each([
  ["action", "complete", "sub-1", "ID", "primary", "--dry-run"],
  ["action", "get", "sub-1", "ID"],
  ["api", "GET", "/v1/environments/me"],
  ["api", "POST", "/v1/events/trigger", "--dry-run"],
  ["action", "watch", "--timeout", "500ms"],
  ["message", "list"],
  ["whoami"],
])("what only reads goes through a protected profile unasked: %s %s", async (...words) => {
  const { home, id } = await useProtected();
  expect((await home.run(words.map((word) => (word === "ID" ? id : word)))).code).toBe(0);
});

test("a key from the environment is nobody's profile, and asks for nothing", async () => {
  const { home, id } = await useProtected();
  const url = JSON.parse(home.text()).profiles.prod.apiUrl;
  const env = { ...home.env, NOVU_SECRET_KEY: KEY, NOVU_API_URL: url };
  expect((await run(["action", "complete", "sub-1", id, "primary"], { env })).code).toBe(0);
});

test("protection is shown, outlives a new key and another name, and is taken off on purpose", async () => {
  const { home } = await useProtected();
  const url = JSON.parse(home.text()).profiles.prod.apiUrl;
  const isProtected = async (name: string) =>
    JSON.parse((await home.run(["profile", "show", name, "--json"])).stdout).protected;
  const again = ["profile", "add", "prod", "--key-stdin", "--api-url", url, "--yes"];
  expect(await isProtected("prod")).toBe(true);
  expect((await home.run(["profile", "list"])).stdout).toBe(
    `*\tprod\tDevelopment\t${url}\tconfig file\tyes\t\n`,
  );
  expect((await home.runWithNotes(again, KEY)).stderr).toContain(
    "still protected; use --no-protected to change that",
  );
  expect(await isProtected("prod")).toBe(true);
  await home.run(["profile", "rename", "prod", "live"]);
  expect(await isProtected("live")).toBe(true);
  await home.run(["profile", "rename", "live", "prod"]);
  expect((await home.run([...again, "--no-protected"], KEY)).code).toBe(0);
  expect(await isProtected("prod")).toBe(false);
});
