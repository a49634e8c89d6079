import { expect, test } from "vitest";
import { cacheDir, localAppData, stateDir, xdgDataHome } from "../../../src/files/base-dirs.js";

const unix = (env: Record<string, string> = {}) => ({ env, platform: "linux", home: "/home/ann" });
const windows = (env: Record<string, string> = {}) => ({ env, platform: "win32", home: "C:\\Users\\Ann" });

test("the cache is under ~/.cache, XDG_CACHE_HOME or LOCALAPPDATA", () => {
  expect(cacheDir(unix())).toBe("/home/ann/.cache/novu-msg");
  expect(cacheDir(unix({ XDG_CACHE_HOME: "/c" }))).toBe("/c/novu-msg");
  expect(cacheDir(unix({ XDG_CACHE_HOME: "c", LOCALAPPDATA: "/x" }))).toBe("/home/ann/.cache/novu-msg");
  expect(cacheDir(windows())).toBe("C:\\Users\\Ann\\AppData\\Local\\novu-msg\\cache");
  expect(cacheDir(windows({ LOCALAPPDATA: "D:\\L", XDG_CACHE_HOME: "/c" }))).toBe("D:\\L\\novu-msg\\cache");
});

test("data are under ~/.local/share or XDG_DATA_HOME", () => {
  expect(xdgDataHome(unix())).toBe("/home/ann/.local/share");
  expect(xdgDataHome(unix({ XDG_DATA_HOME: "/d" }))).toBe("/d");
  expect(localAppData(windows())).toBe("C:\\Users\\Ann\\AppData\\Local");
});

test("state is under ~/.local/state, XDG_STATE_HOME or LOCALAPPDATA", () => {
  expect(stateDir(unix())).toBe("/home/ann/.local/state/novu-msg");
  expect(stateDir(unix({ XDG_STATE_HOME: "/s" }))).toBe("/s/novu-msg");
  expect(stateDir(windows())).toBe("C:\\Users\\Ann\\AppData\\Local\\novu-msg\\state");
  expect(stateDir(windows({ LOCALAPPDATA: "D:\\L" }))).toBe("D:\\L\\novu-msg\\state");
});
