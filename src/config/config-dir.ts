import path from "node:path";
import { type DirsInput, xdgConfigHome } from "../files/base-dirs.js";
import { variable } from "../model/env.js";

/**
 * The folder of the config file: NOVU_MSG_CONFIG_DIR, else novu-msg under XDG_CONFIG_HOME or ~/.config,
 * on Windows under APPDATA.
 */
export const configDir = (place: DirsInput): string => {
  const own = variable(place.env, "NOVU_MSG_CONFIG_DIR");
  if (own !== undefined) return path.resolve(own);
  if (place.platform === "win32") {
    return path.win32.join(
      variable(place.env, "APPDATA") ?? path.win32.join(place.home ?? "/", "AppData", "Roaming"),
      "novu-msg",
    );
  }
  return path.posix.join(xdgConfigHome(place), "novu-msg");
};
