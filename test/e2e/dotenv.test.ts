import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { keeps } from "../support/keeps.js";
import { isProgramMissing } from "../support/missing-program.js";
import { NODE } from "../support/program.js";
import { KEY, useSandbox } from "../support/sandbox.js";
import { spawnCli, spawnShell } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

keeps("files of variables are read, never run");

const ENVIRONMENT = ["whoami", "--query", "environment.name"];
const version = spawnSync(NODE, ["--version"], { encoding: "utf8" }).stdout.slice(1).split(".").map(Number);
const [major = 0, minor = 0] = version;
/** Before 20.19 Node looks for its own option after `--` too. */
const stopsAtDashes = major > 20 || minor >= 19;

const useFolder = async () => {
  const [folder, sandbox] = [useTempDir(), await useSandbox()];
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  return { folder, sandbox, write, key: `NOVU_SECRET_KEY=${KEY}\n`, url: `NOVU_API_URL=${sandbox.url}\n` };
};

test("two files are both read, the later one wins, and the environment wins over both", async () => {
  const { write, sandbox, key, url } = await useFolder();
  const [first, second] = [write("novu.env", `${key}NOVU_API_URL=http://127.0.0.1:9\n`), write("b.env", url)];
  const argv = [...ENVIRONMENT, "--dotenv", first, "--dotenv", second];
  expect(await spawnCli(argv)).toMatchObject({ code: 0, stdout: "Development\n" });
  const backwards = ["--dotenv", second, ...ENVIRONMENT, `--dotenv=${first}`, "--retries", "0"];
  expect(await spawnCli(backwards)).toMatchObject({ code: 7 });
  const env = { NOVU_API_URL: sandbox.url };
  expect(await spawnCli(backwards, { env })).toMatchObject({ code: 0, stdout: "Development\n" });
});

test.skipIf(isProgramMissing("bash"))("pipes of a shell are read, each once, and stdin", async () => {
  const { sandbox } = await useFolder();
  const env = { K: KEY, U: sandbox.url };
  const key = `<(printf 'NOVU_SECRET_KEY=%s\\n' "$K")`;
  const url = `<(printf 'NOVU_API_URL=%s\\n' "$U")`;
  for (const line of [
    `$NOVU_MSG ${ENVIRONMENT.join(" ")} --dotenv ${key} --dotenv ${url}`,
    `cat ${key} ${url} | $NOVU_MSG ${ENVIRONMENT.join(" ")} --dotenv -`,
    `cat ${key} ${url} | $NOVU_MSG ${ENVIRONMENT.join(" ")} --dotenv /dev/stdin`,
    `cat ${key} | $NOVU_MSG ${ENVIRONMENT.join(" ")} --dotenv - --dotenv ${url}`,
  ]) {
    expect(await spawnShell(line, { env }), line).toMatchObject({
      code: 0,
      stdout: "Development\n",
      stderr: "",
    });
  }
});

test("stdin has one reader a run", async () => {
  const { key, url, sandbox } = await useFolder();
  const argv = ["action", "complete", "a", "65f0c1a9b2d4e6f8a0b1c2d3", "primary", "--payload", "-"];
  const end = await spawnCli([...argv, "--dotenv", "-", "--json"], { stdin: key + url });
  expect([end.code, end.stdout, JSON.parse(end.stderr).error.code]).toEqual([2, "", "E_CONFLICT"]);
  expect(sandbox.wire()).toEqual([]);
});

test.each(["/nowhere/x.env", "", "/proc"])(
  "--dotenv %j is one error, 2, before anything is sent",
  async (file) => {
    const end = await spawnCli(["whoami", "--dotenv", file, "--json"]);
    expect([end.code, end.stdout, JSON.parse(end.stderr).error.code]).toEqual([2, "", "E_FILE"]);
  },
);

test.skipIf(!existsSync("/dev/zero"))("a file without an end is refused", async () => {
  const end = await spawnCli(["whoami", "--dotenv", "/dev/zero", "--json"]);
  expect([end.code, JSON.parse(end.stderr).error.code]).toEqual([2, "E_FILE"]);
});

/** A file of variables that would have Node run code, and what that code leaves. */
const useHostileFile = async () => {
  const { folder, write, key, url } = await useFolder();
  const mark = path.join(folder, "ran");
  const code = write("code.cjs", `require("node:fs").writeFileSync(${JSON.stringify(mark)}, "")`);
  const file = write(
    "novu.env",
    `${key}${url}NODE_OPTIONS=--require=${code}\nLD_PRELOAD=/nowhere.so\nMARK=1\n`,
  );
  return { folder, file, ran: () => existsSync(mark) };
};

test("a file of variables with NODE_OPTIONS runs nothing, here or in what is started", async () => {
  const { folder, file, ran } = await useHostileFile();
  const told = path.join(folder, "told");
  const program = path.join(folder, "program.cjs");
  writeFileSync(path.join(folder, "key.txt"), KEY);
  writeFileSync(
    program,
    `const fs = require("node:fs");
fs.writeFileSync(${JSON.stringify(told)}, JSON.stringify(Object.keys(process.env)));
process.stdout.write(fs.readFileSync(__dirname + "/key.txt"));`,
  );
  const config = path.join(folder, "config");
  mkdirSync(config, { mode: 0o700 });
  const env = { NOVU_MSG_CONFIG_DIR: config, NOVU_MSG_TEST_OWN: "1" };
  const add = ["profile", "add", "p", "--key-command", `${NODE} ${program}`, "--dotenv", file];
  const end = await spawnCli([...add, "-v"], { env });
  expect([end.code, ran()]).toEqual([0, false]);
  expect(end.stderr).toContain("--dotenv ignores NODE_OPTIONS, LD_PRELOAD, MARK");
  const names: string[] = JSON.parse(readFileSync(told, "utf8"));
  expect(names).toContain("NOVU_MSG_TEST_OWN");
  expect(names.filter((name) => /^(?:NOVU_(?!MSG_)|NODE_OPTIONS|LD_PRELOAD|MARK)/.test(name))).toEqual([]);
});

test("Node looks at no word of a line with --dotenv, nor at its value", async () => {
  const { file, ran } = await useHostileFile();
  for (const argv of [
    ["--dotenv", file, "whoami"],
    ["whoami", `--dotenv=${file}`],
  ]) {
    expect(await spawnCli(argv)).toMatchObject({ code: 0, stderr: "" });
  }
  expect(ran()).toBe(false);
});

test.each(["--env-file", "--env-file-if-exists"])(
  "%s is refused with the line that works, where Node lets us be reached",
  async (name) => {
    const { write } = await useFolder();
    const file = write("plain.env", "UNRELATED=1\n");
    for (const argv of [
      ["whoami", name, file],
      [name, file, "whoami"],
      ["whoami", `${name}=${file}`],
    ]) {
      const end = await spawnCli([...argv, "--json"]);
      const { error } = JSON.parse(end.stderr);
      expect([end.code, end.stdout, error.code]).toEqual([2, "", "E_OPTION"]);
      expect(error.message).toContain("use --dotenv");
      expect(error.next[0].command).toContain("--dotenv");
    }
  },
);

test("a missing file for Node's own option never gets as far as us: Node ends with 9", async () => {
  const end = await spawnCli(["whoami", "--env-file", "/nowhere/x.env"]);
  expect([end.code, end.stdout]).toEqual([9, ""]);
  expect(end.stderr).toContain("/nowhere/x.env: not found");
});

test.each(["--env-file", "--env-file-if-exists", "--env-file=FILE"])(
  "words after -- are not looked at by Node from 20.19 on: %s",
  async (word) => {
    const { file, ran } = await useHostileFile();
    const words = word.includes("=") ? [word.replace("FILE", file)] : [word, file];
    const end = await spawnCli(["whoami", "--json", "--", ...words]);
    // 20.18 runs the code; docs/reliability.md says so.
    expect([end.code, ran()]).toEqual([2, !stopsAtDashes]);
  },
);
