import { expect, test } from "vitest";
import { hasUnicode } from "../../../src/output/terminal-stream.js";

const unix = (env: Record<string, string>, platform = "linux") => hasUnicode({ platform, env });
const windows = (env: Record<string, string>) => hasUnicode({ platform: "win32", env });

test.each(["linux", "darwin", "freebsd"])(
  "on %s a terminal shows Unicode when nothing speaks against it",
  (platform) => {
    expect(unix({}, platform)).toBe(true);
    expect(unix({ TERM: "xterm-256color", LANG: "de_DE" }, platform)).toBe(true);
    expect(unix({ TERM: "dumb", LANG: "en_US.UTF-8" }, platform)).toBe(true);
  },
);

test("the Linux console does not", () => {
  expect(unix({ TERM: "linux", LANG: "en_US.UTF-8" })).toBe(false);
  expect(unix({ TERM: "linux-c-nc" })).toBe(true);
});

test.each(["C", "POSIX", "en_US.ISO-8859-1", "ja_JP.eucJP", "ru_RU.KOI8-R"])(
  "the locale %s does not",
  (locale) => {
    expect(unix({ LANG: locale })).toBe(false);
  },
);

test.each(["C.UTF-8", "C.utf8", "en_US.UTF-8", "ca_ES.utf8@valencia", "en_US", ""])(
  "the locale %j does",
  (locale) => {
    expect(unix({ LANG: locale })).toBe(true);
  },
);

test("LC_ALL overrides LC_CTYPE, which overrides LANG; empty values are ignored", () => {
  expect(unix({ LC_ALL: "C", LC_CTYPE: "C.UTF-8", LANG: "C.UTF-8" })).toBe(false);
  expect(unix({ LC_CTYPE: "C.UTF-8", LANG: "C" })).toBe(true);
  expect(unix({ LC_ALL: "", LC_CTYPE: "", LANG: "C" })).toBe(false);
});

test("the old Windows console does not, whatever the locale", () => {
  expect(windows({})).toBe(false);
  expect(windows({ LANG: "en_US.UTF-8", TERM: "linux" })).toBe(false);
});

test.each([
  { WT_SESSION: "0c7b3c86-8d2e-4c2b-9a0e-1f0b6f7b5a55" },
  { ConEmuTask: "{cmd::Cmder}" },
  { TERM_PROGRAM: "vscode" },
  { TERM: "xterm-256color" },
  { TERM: "alacritty" },
  { TERMINAL_EMULATOR: "JetBrains-JediTerm" },
])("on Windows %j does", (env) => {
  expect(windows(env as Record<string, string>)).toBe(true);
});
