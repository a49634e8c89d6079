import type { Readable } from "node:stream";
import { BACK } from "./prompts.js";

export interface KeyWatch {
  /** Aborted with BACK when the person goes back, and without when the keyboard has gone. */
  readonly signal: AbortSignal;
  readonly back: () => void;
  readonly isBack: () => boolean;
  stop(): void;
}

export interface WatchOptions {
  /** The keyboard is lent to another program for a while, such as an editor. */
  readonly isLent?: boolean;
}

/**
 * Ctrl-D and a keyboard that goes away make readline let go of it, and Inquirer wait for ever. Readline
 * also lets go after an answer; that has settled by the time the signal comes.
 */
export const watchKeys = (input: Readable, { isLent = false }: WatchOptions = {}): KeyWatch => {
  const controller = new AbortController();
  const leave = () => void setImmediate(() => controller.abort());
  const back = () => controller.abort(BACK);
  const look = (_text: unknown, key?: { readonly name?: string }) => {
    if (key?.name === "escape") back();
  };
  const goneEvents = isLent ? ["end", "close"] : ["pause", "end", "close"];
  for (const event of goneEvents) input.on(event, leave);
  input.on("keypress", look);
  if (input.readableEnded || input.destroyed) controller.abort();
  return {
    signal: controller.signal,
    back,
    isBack: () => controller.signal.reason === BACK,
    stop: () => {
      for (const event of goneEvents) input.off(event, leave);
      input.off("keypress", look);
    },
  };
};
