import type { Tone } from "./view.js";

/** 0 none, 1 sixteen colours, 2 two hundred and fifty-six, 3 all. */
export type ColorLevel = 0 | 1 | 2 | 3;
export const COLOR_MODES = ["auto", "always", "never"] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

export interface ColorFacts {
  readonly mode: ColorMode;
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Gives text the look of its meaning; without colour it gives the text. */
export type Style = (text: string, tone: Tone | undefined) => string;

/**
 * How much colour one stream takes: the flag, then a non-empty NO_COLOR, then FORCE_COLOR or
 * CLICOLOR_FORCE, then TERM=dumb, then whether there is a terminal. Each stream is asked for itself.
 */
export const colorLevel = ({ mode, isTerminal, env }: ColorFacts): ColorLevel => {
  if (mode === "never") return 0;
  if (mode === "always") return depth(env) || 1;
  if (env.NO_COLOR) return 0;
  const forced = forcedLevel(env);
  if (forced !== undefined) return forced;
  if (env.TERM === "dumb" || !isTerminal) return 0;
  return depth(env);
};

const forcedLevel = (env: ColorFacts["env"]): ColorLevel | undefined => {
  const force = env.FORCE_COLOR;
  if (force === "0" || force === "false") return 0;
  if (force === "1" || force === "2" || force === "3") return Number(force) as ColorLevel;
  if (force || (env.CLICOLOR_FORCE && env.CLICOLOR_FORCE !== "0")) return depth(env) || 1;
  return undefined;
};

const depth = (env: ColorFacts["env"]): ColorLevel => {
  if (env.COLORTERM === "truecolor" || env.COLORTERM === "24bit") return 3;
  return env.TERM?.includes("256color") ? 2 : 1;
};

export const plainStyle: Style = (text) => text;
