import path from "node:path";
import { type Env, variable } from "../model/env.js";
import type { VariableName } from "../model/variables.js";
import type { System } from "./ownership.js";

/** What decides where files live; given, so that it can be tried for every system. */
export interface DirsInput {
  readonly env: Env;
  readonly platform: string;
  /** Absent where the user has none: then files are looked for as below `/`, and stored only where a variable says. */
  readonly home: string | undefined;
}

/** The same, and who the user is. */
export type Dirs = DirsInput & System;

const homeOf = ({ home = "/" }: Pick<DirsInput, "home">): string => home;

export type FolderVariable =
  | "NOVU_MSG_CONFIG_DIR"
  | "XDG_CONFIG_HOME"
  | "XDG_CACHE_HOME"
  | "XDG_DATA_HOME"
  | "XDG_STATE_HOME";

/** Whether something may be stored: there is a home, or one of the variables names a folder. */
export const mayStore = ({ env, home, platform }: DirsInput, names: readonly FolderVariable[]): boolean =>
  home !== undefined ||
  platform === "win32" ||
  names.some((name) =>
    name === "NOVU_MSG_CONFIG_DIR"
      ? variable(env, name) !== undefined
      : path.posix.isAbsolute(variable(env, name) ?? ""),
  );

/** A folder of the XDG base directory specification; a relative path counts as not set there. */
const xdg =
  (name: VariableName, ...otherwise: readonly string[]) =>
  ({ env, home }: Pick<DirsInput, "env" | "home">): string => {
    const given = variable(env, name);
    return given !== undefined && path.posix.isAbsolute(given)
      ? given
      : path.posix.join(homeOf({ home }), ...otherwise);
  };

export const xdgConfigHome = xdg("XDG_CONFIG_HOME", ".config");
export const xdgDataHome = xdg("XDG_DATA_HOME", ".local", "share");
const xdgCacheHome = xdg("XDG_CACHE_HOME", ".cache");
const xdgStateHome = xdg("XDG_STATE_HOME", ".local", "state");

/** Windows' folder for what stays on this machine. */
export const localAppData = ({ env, home }: Pick<DirsInput, "env" | "home">): string =>
  variable(env, "LOCALAPPDATA") ?? path.win32.join(homeOf({ home }), "AppData", "Local");

/** The folder for what can be lost: novu-msg under XDG_CACHE_HOME or ~/.cache, on Windows under LOCALAPPDATA. */
export const cacheDir = (place: DirsInput): string =>
  place.platform === "win32"
    ? path.win32.join(localAppData(place), "novu-msg", "cache")
    : path.posix.join(xdgCacheHome(place), "novu-msg");

/** The folder for what a later run goes on from: novu-msg under XDG_STATE_HOME or ~/.local/state, on Windows under LOCALAPPDATA. */
export const stateDir = (place: DirsInput): string =>
  place.platform === "win32"
    ? path.win32.join(localAppData(place), "novu-msg", "state")
    : path.posix.join(xdgStateHome(place), "novu-msg");
