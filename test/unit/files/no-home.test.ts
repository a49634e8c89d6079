import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { installScript } from "../../../src/completion/install-script.js";
import { brokenConfig } from "../../../src/config/broken-config.js";
import { configDir } from "../../../src/config/config-dir.js";
import { NO_PROFILES } from "../../../src/config/profile.js";
import { createProfileFile } from "../../../src/config/profile-file.js";
import { updateProfiles } from "../../../src/config/update-profiles.js";
import { cacheDir, mayStore, stateDir } from "../../../src/files/base-dirs.js";
import { OWN_PROCESSES } from "../../support/own-processes.js";
import { useTempDir } from "../../support/temp-dir.js";
import { failureOf } from "../failures/failure-of.js";

const homeless = (env: Record<string, string> = {}) => ({
  env,
  platform: "linux",
  home: undefined,
  uid: process.geteuid?.(),
});

test("without a home, files are read as with HOME=/", () => {
  expect(configDir(homeless())).toBe("/.config/novu-msg");
  expect(cacheDir(homeless())).toBe("/.cache/novu-msg");
  expect(stateDir(homeless())).toBe("/.local/state/novu-msg");
});

test("without a home, files are stored only if a variable names a folder", () => {
  const names = ["NOVU_MSG_CONFIG_DIR", "XDG_CONFIG_HOME"] as const;
  expect(mayStore(homeless(), names)).toBe(false);
  expect(mayStore(homeless({ XDG_CONFIG_HOME: "relative", XDG_CACHE_HOME: "/c" }), names)).toBe(false);
  expect(mayStore(homeless({ XDG_CONFIG_HOME: "/c" }), names)).toBe(true);
  expect(mayStore(homeless({ NOVU_MSG_CONFIG_DIR: "c" }), names)).toBe(true);
  expect(mayStore({ ...homeless(), home: "/" }, names)).toBe(true);
});

test("without a home, no profile is stored, not even for root", async () => {
  const folder = useTempDir();
  const store = createProfileFile(path.join(folder, "config"), homeless(), {
    onBroken: brokenConfig,
    update: updateProfiles(OWN_PROCESSES),
    mayStore: false,
  });
  expect(await store.read()).toEqual(NO_PROFILES);
  expect((await failureOf(async () => store.assertStorable())).code).toBe("E_CONFIG_IO");
  expect((await failureOf(() => store.update((state) => state))).code).toBe("E_CONFIG_IO");
  expect(readdirSync(folder)).toEqual([]);
});

test("without a home, no completion is installed", async () => {
  expect((await failureOf(() => installScript("bash", homeless()))).code).toBe("E_INSTALL");
});
