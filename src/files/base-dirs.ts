import path from "node:path";
import { type Env, variable } from "../model/env.js";
import type { VariableName } from "../model/variables.js";
import type { SystemInfo } from "./ownership.js";

/** What decides where files are stored. Passed in, so that tests can cover every platform. */
export interface DirsInput {
  readonly env: Env;
  readonly platform: string;
  /** Undefined if the user has none. Then `/` is used for reading, and files are stored only where a variable says. */
  readonly home: string | undefined;
}

export type Dirs = DirsInput & SystemInfo;

const homeOf = ({ home = "/" }: Pick<DirsInput, "home">): string => home;

export type FolderVariable =
  | "NOVU_MSG_CONFIG_DIR"
  | "XDG_CONFIG_HOME"
  | "XDG_CACHE_HOME"
  | "XDG_DATA_HOME"
  | "XDG_STATE_HOME";

/** Whether files may be stored: the user has a home folder, or one of the variables names a folder. */
export const mayStore = ({ env, home, platform }: DirsInput, names: readonly FolderVariable[]): boolean =>
  home !== undefined ||
  platform === "win32" ||
  names.some((name) =>
    name === "NOVU_MSG_CONFIG_DIR"
      ? variable(env, name) !== undefined
      : path.posix.isAbsolute(variable(env, name) ?? ""),
  );

/** A folder of the XDG base directory specification, which ignores relative paths. */
const xdg =
  (name: VariableName, ...fallback: readonly string[]) =>
  ({ env, home }: Pick<DirsInput, "env" | "home">): string => {
    const given = variable(env, name);
    return given !== undefined && path.posix.isAbsolute(given)
      ? given
      : path.posix.join(homeOf({ home }), ...fallback);
  };

export const xdgConfigHome = xdg("XDG_CONFIG_HOME", ".config");
export const xdgDataHome = xdg("XDG_DATA_HOME", ".local", "share");
const xdgCacheHome = xdg("XDG_CACHE_HOME", ".cache");
const xdgStateHome = xdg("XDG_STATE_HOME", ".local", "state");

/** The Windows folder for data that does not roam to other machines. */
export const localAppData = ({ env, home }: Pick<DirsInput, "env" | "home">): string =>
  variable(env, "LOCALAPPDATA") ?? path.win32.join(homeOf({ home }), "AppData", "Local");

/** The folder for data that may be deleted: novu-msg under XDG_CACHE_HOME or ~/.cache, on Windows under LOCALAPPDATA. */
export const cacheDir = (dirs: DirsInput): string =>
  dirs.platform === "win32"
    ? path.win32.join(localAppData(dirs), "novu-msg", "cache")
    : path.posix.join(xdgCacheHome(dirs), "novu-msg");

/** The folder for data that a later run continues from: novu-msg under XDG_STATE_HOME or ~/.local/state, on Windows under LOCALAPPDATA. */
export const stateDir = (dirs: DirsInput): string =>
  dirs.platform === "win32"
    ? path.win32.join(localAppData(dirs), "novu-msg", "state")
    : path.posix.join(xdgStateHome(dirs), "novu-msg");
