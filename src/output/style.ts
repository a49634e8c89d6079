import type { Tone } from "./view.js";

/** 0: none, 1: 16 colours, 2: 256 colours, 3: true colour. */
type ColorLevel = 0 | 1 | 2 | 3;
export const COLOR_MODES = ["auto", "always", "never"] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

interface ColorInput {
  readonly mode: ColorMode;
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Colours a text by its tone; without colour it returns the text unchanged. */
export type Style = (text: string, tone: Tone | undefined) => string;

/**
 * The colour level of one stream, in this order of precedence: the flag, a non-empty NO_COLOR, FORCE_COLOR or
 * CLICOLOR_FORCE, TERM=dumb, whether the stream is a terminal.
 */
export const colorLevel = ({ mode, isTerminal, env }: ColorInput): ColorLevel => {
  if (mode === "never") return 0;
  if (mode === "always") return colorDepth(env) || 1;
  if (env.NO_COLOR) return 0;
  const forced = forcedLevel(env);
  if (forced !== undefined) return forced;
  if (env.TERM === "dumb" || !isTerminal) return 0;
  return colorDepth(env);
};

const forcedLevel = (env: ColorInput["env"]): ColorLevel | undefined => {
  const force = env.FORCE_COLOR;
  if (force === "0" || force === "false") return 0;
  if (force === "1" || force === "2" || force === "3") return Number(force) as ColorLevel;
  if (force || (env.CLICOLOR_FORCE && env.CLICOLOR_FORCE !== "0")) return colorDepth(env) || 1;
  return undefined;
};

const colorDepth = (env: ColorInput["env"]): ColorLevel => {
  if (env.COLORTERM === "truecolor" || env.COLORTERM === "24bit") return 3;
  return env.TERM?.includes("256color") ? 2 : 1;
};

export const plainStyle: Style = (text) => text;
