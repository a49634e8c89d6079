import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { SHELL_SCRIPTS, SHELLS, type Shell } from "../../src/completion/shell-script.js";
import { inputOf, refusalOf } from "../support/parse-only.js";
import { runWithNotes as run } from "../support/run-cli.js";
import { useTempDir } from "../support/temp-dir.js";

const PLACES: Readonly<Record<Shell, string>> = {
  bash: ".local/share/bash-completion/completions/novu-msg",
  zsh: ".local/share/zsh/site-functions/_novu-msg",
  fish: ".config/fish/completions/novu-msg.fish",
  powershell: ".local/share/novu-msg/novu-msg.ps1",
};

test("the shell is a word we know", async () => {
  expect(await inputOf(["completion", "zsh"])).toEqual({ shell: "zsh", install: false });
  expect(await inputOf(["completion", "fish", "--install"])).toEqual({ shell: "fish", install: true });
  expect(await refusalOf(["completion"])).toBe("E_INPUT: missing: <bash|zsh|fish|powershell>");
  expect(await refusalOf(["completion", "bsh"])).toBe(
    `E_ENUM: "bsh" isn't a known shell. Did you mean "bash"?`,
  );
});

test.each(SHELLS)("%s is installed where it looks, once", async (shell) => {
  const home = useTempDir();
  const file = path.join(home, PLACES[shell]);
  const first = await run(["completion", shell, "--install"], { home });
  expect(first.code).toBe(0);
  expect(first.stderr).toContain(`${shell} completion installed; `);
  expect(first.stdout).toContain(`file\t${file}\n`);
  expect(readFileSync(file, "utf8")).toBe(SHELL_SCRIPTS[shell].text);
  const second = await run(["completion", shell, "--install", "--json"], { home });
  expect(JSON.parse(second.stdout)).toMatchObject({ shell, file, change: "none" });
  writeFileSync(file, "# an older version\nnovu-msg __complete --\n");
  const third = await run(["completion", shell, "--install", "--json"], { home });
  expect(JSON.parse(third.stdout)).toMatchObject({ change: "replaced" });
  expect(readFileSync(file, "utf8")).toBe(SHELL_SCRIPTS[shell].text);
});

test("the XDG folders are heard", async () => {
  const [home, data, config] = [useTempDir(), useTempDir(), useTempDir()];
  const env = { XDG_DATA_HOME: data, XDG_CONFIG_HOME: config };
  await run(["completion", "bash", "--install"], { home, env });
  await run(["completion", "fish", "--install"], { home, env });
  expect(readFileSync(path.join(data, "bash-completion/completions/novu-msg"), "utf8")).toContain(
    "_novu_msg",
  );
  expect(readFileSync(path.join(config, "fish/completions/novu-msg.fish"), "utf8")).toContain("complete -c");
});

const zshLine = async (home: string, env: Record<string, string> = {}): Promise<string | null> => {
  const { stdout } = await run(["completion", "zsh", "--install", "--json"], { home, env });
  return JSON.parse(stdout).line;
};

test("zsh's fpath line is told until it is there", async () => {
  const home = useTempDir();
  const folder = path.join(home, ".local/share/zsh/site-functions");
  const line = await zshLine(home);
  expect(line).toBe(`fpath=(${folder} $fpath)`);
  expect(await zshLine(home, { FPATH: `/usr/share/zsh:${folder}` })).toBeNull();
  const dotdir = path.join(home, "zsh");
  mkdirSync(dotdir);
  writeFileSync(path.join(dotdir, ".zshrc"), `${line}\n`);
  expect(await zshLine(home)).toBe(line);
  expect(await zshLine(home, { ZDOTDIR: dotdir })).toBeNull();
});

test("no start-up file is touched", async () => {
  const home = useTempDir();
  const files = [".bashrc", ".zshrc", ".profile"].map((name) => path.join(home, name));
  for (const file of files) writeFileSync(file, "# mine\n");
  for (const shell of SHELLS) await run(["completion", shell, "--install"], { home });
  expect(files.map((file) => readFileSync(file, "utf8"))).toEqual(files.map(() => "# mine\n"));
});

test("a file of somebody else's stays as it is", async () => {
  const home = useTempDir();
  const file = path.join(home, PLACES.bash);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "# mine\n");
  const { code, stderr } = await run(["completion", "bash", "--install"], { home });
  expect([code, readFileSync(file, "utf8")]).toEqual([3, "# mine\n"]);
  expect(stderr).toContain(`${file} already exists and isn't from novu-msg`);
});

test("a folder that cannot be made is told with what to do instead", async () => {
  const home = path.join(useTempDir(), "file");
  writeFileSync(home, "");
  const { code, stdout, stderr } = await run(["completion", "fish", "--install"], { home });
  expect([code, stdout]).toEqual([3, ""]);
  expect(stderr).toContain("can't be written: part of its path is a file, not a folder");
  expect(stderr).toContain("Without --install the script is printed");
});

test("a link to a file of ours stays a link", async () => {
  const home = useTempDir();
  const target = path.join(home, "dotfile");
  const file = path.join(home, PLACES.fish);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(target, "__complete");
  symlinkSync(target, file);
  await run(["completion", "fish", "--install"], { home });
  expect(readFileSync(target, "utf8")).toBe(SHELL_SCRIPTS.fish.text);
});
