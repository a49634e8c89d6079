import path from "node:path";
import { type Dirs, type DirsInput, xdgConfigHome } from "../files/base-dirs.js";
import { variable } from "../model/env.js";

/**
 * The folder of the config file: NOVU_MSG_CONFIG_DIR; otherwise novu-msg under XDG_CONFIG_HOME or ~/.config, or under
 * APPDATA on Windows.
 */
export const configDir = (dirs: Pick<Dirs, "env" | "home" | "platform">): string => {
  const override = variable(dirs.env, "NOVU_MSG_CONFIG_DIR");
  if (override !== undefined) return resolved(override);
  if (dirs.platform === "win32") {
    return path.win32.join(
      roamingAppData(dirs) ?? path.win32.join(dirs.home ?? "/", "AppData", "Roaming"),
      "novu-msg",
    );
  }
  return path.posix.join(xdgConfigHome(dirs), "novu-msg");
};

/** As given if it is relative and the working directory has been removed; `configDirProblem` explains that. */
const resolved = (folder: string): string => {
  try {
    return path.resolve(folder);
  } catch {
    return folder;
  }
};

/** A relative path is ignored, as those of XDG variables are. */
const roamingAppData = ({ env }: DirsInput): string | undefined => {
  const given = variable(env, "APPDATA") ?? "";
  return path.win32.isAbsolute(given) ? given : undefined;
};
