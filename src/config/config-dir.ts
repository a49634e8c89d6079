import path from "node:path";
import { type Dirs, xdgConfigHome } from "../files/base-dirs.js";
import { variable } from "../model/env.js";

/**
 * The folder of the config file: NOVU_MSG_CONFIG_DIR; otherwise novu-msg under XDG_CONFIG_HOME or ~/.config, or under
 * APPDATA on Windows.
 */
export const configDir = (dirs: Pick<Dirs, "env" | "home" | "platform">): string => {
  const override = variable(dirs.env, "NOVU_MSG_CONFIG_DIR");
  if (override !== undefined) return path.resolve(override);
  if (dirs.platform === "win32") {
    return path.win32.join(
      variable(dirs.env, "APPDATA") ?? path.win32.join(dirs.home ?? "/", "AppData", "Roaming"),
      "novu-msg",
    );
  }
  return path.posix.join(xdgConfigHome(dirs), "novu-msg");
};
