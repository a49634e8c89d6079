import path from "node:path";
import { type Env, variable } from "./variable.js";
import type { VariableName } from "./variables.js";

/** What decides where files live; given, so that it can be tried for every system. */
export interface Place {
  readonly env: Env;
  readonly platform: string;
  readonly home: string;
}

/** A folder of the XDG base directory specification; a relative path counts as not set there. */
const xdg =
  (name: VariableName, ...otherwise: readonly string[]) =>
  ({ env, home }: Place): string => {
    const given = variable(env, name);
    return given !== undefined && path.posix.isAbsolute(given) ? given : path.posix.join(home, ...otherwise);
  };

export const xdgConfigHome = xdg("XDG_CONFIG_HOME", ".config");
export const xdgDataHome = xdg("XDG_DATA_HOME", ".local", "share");
const xdgCacheHome = xdg("XDG_CACHE_HOME", ".cache");
const xdgStateHome = xdg("XDG_STATE_HOME", ".local", "state");

/** Windows' folder for what stays on this machine. */
export const localAppData = ({ env, home }: Place): string =>
  variable(env, "LOCALAPPDATA") ?? path.win32.join(home, "AppData", "Local");

/** The folder for what can be lost: novu-msg under XDG_CACHE_HOME or ~/.cache, on Windows under LOCALAPPDATA. */
export const cacheDir = (place: Place): string =>
  place.platform === "win32"
    ? path.win32.join(localAppData(place), "novu-msg", "cache")
    : path.posix.join(xdgCacheHome(place), "novu-msg");

/** The folder for what a later run goes on from: novu-msg under XDG_STATE_HOME or ~/.local/state, on Windows under LOCALAPPDATA. */
export const stateDir = (place: Place): string =>
  place.platform === "win32"
    ? path.win32.join(localAppData(place), "novu-msg", "state")
    : path.posix.join(xdgStateHome(place), "novu-msg");
