import path from "node:path";
import { expect, test } from "vitest";
import { configDir } from "../../../src/config/config-dir.js";
import type { Env } from "../../../src/model/env.js";

const unixDir = (env: Env, platform = "linux") => configDir({ env, platform, home: "/home/ann" });
const windowsDir = (env: Env) => configDir({ env, platform: "win32", home: "C:\\Users\\Ann Lee" });

test.each(["linux", "darwin", "freebsd"])("on %s the folder is novu-msg under ~/.config", (platform) => {
  expect(unixDir({}, platform)).toBe("/home/ann/.config/novu-msg");
});

test.each(["linux", "darwin"])("on %s XDG_CONFIG_HOME takes the place of ~/.config", (platform) => {
  expect(unixDir({ XDG_CONFIG_HOME: "/xdg" }, platform)).toBe("/xdg/novu-msg");
});

test.each(["xdg", "./xdg", "../xdg", "~/xdg", "", "  "])("the XDG path %j counts as not set", (xdg) => {
  expect(unixDir({ XDG_CONFIG_HOME: xdg })).toBe("/home/ann/.config/novu-msg");
});

test("on Unix APPDATA is ignored", () => {
  expect(unixDir({ APPDATA: "/app" })).toBe("/home/ann/.config/novu-msg");
});

test("on Windows the folder is novu-msg under APPDATA", () => {
  expect(windowsDir({ APPDATA: "D:\\Data" })).toBe("D:\\Data\\novu-msg");
});

test("on Windows without APPDATA its usual folder is used", () => {
  expect(windowsDir({})).toBe("C:\\Users\\Ann Lee\\AppData\\Roaming\\novu-msg");
  expect(windowsDir({ APPDATA: "" })).toBe("C:\\Users\\Ann Lee\\AppData\\Roaming\\novu-msg");
});

test("on Windows XDG_CONFIG_HOME is ignored", () => {
  expect(windowsDir({ XDG_CONFIG_HOME: "/xdg", APPDATA: "D:\\Data" })).toBe("D:\\Data\\novu-msg");
});

test.each(["linux", "darwin", "win32"])("on %s NOVU_MSG_CONFIG_DIR is the folder itself", (platform) => {
  const env = { NOVU_MSG_CONFIG_DIR: "/own/dir", XDG_CONFIG_HOME: "/xdg", APPDATA: "D:\\Data" };
  expect(configDir({ env, platform, home: "/home/ann" })).toBe(path.resolve("/own/dir"));
});

test("a relative NOVU_MSG_CONFIG_DIR is resolved against the current folder", () => {
  expect(unixDir({ NOVU_MSG_CONFIG_DIR: "conf" })).toBe(path.resolve("conf"));
});
