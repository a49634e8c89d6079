import path from "node:path";
import { type Env, variable } from "./variables.js";

/** What decides where files live; given, so that it can be tried for every system. */
export interface Place {
  readonly env: Env;
  readonly platform: string;
  readonly home: string;
}

/**
 * The folder of the config file: NOVU_MSG_CONFIG_DIR, else novu-msg under XDG_CONFIG_HOME or ~/.config,
 * on Windows under APPDATA. A relative XDG path counts as not set (XDG base directory specification).
 */
export const configDir = ({ env, platform, home }: Place): string => {
  const own = variable(env, "NOVU_MSG_CONFIG_DIR");
  if (own !== undefined) return path.resolve(own);
  if (platform === "win32") {
    return path.win32.join(
      variable(env, "APPDATA") ?? path.win32.join(home, "AppData", "Roaming"),
      "novu-msg",
    );
  }
  const xdg = variable(env, "XDG_CONFIG_HOME");
  const parent = xdg !== undefined && path.posix.isAbsolute(xdg) ? xdg : path.posix.join(home, ".config");
  return path.posix.join(parent, "novu-msg");
};
