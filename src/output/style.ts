import type { Tone } from "./view.js";

/** Gives text the look of its meaning; without colour it gives the text. */
export type Style = (text: string, tone: Tone | undefined) => string;

export const plainStyle: Style = (text) => text;
