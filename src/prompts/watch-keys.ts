import type { Readable } from "node:stream";
import { BACK } from "./prompts.js";

export interface KeyWatch {
  /** Aborted with BACK when the person goes back, and without when the keyboard has gone. */
  readonly signal: AbortSignal;
  readonly back: () => void;
  readonly isBack: () => boolean;
  stop(): void;
}

/** What a key is called by readline. */
interface Key {
  readonly name?: string;
  readonly ctrl?: boolean;
}

/** Below whatever is drawn, for the shell that takes over. */
const BELOW = "\u001b[99B\r\n";

/** A key that nobody has: the terminal is ours again, and to be drawn anew. */
export const RESUMED = "resumed";

const GONE_EVENTS = ["pause", "end", "close"];

/**
 * Ctrl-D and a keyboard that goes away make readline let go of it, and Inquirer wait for ever. Readline
 * also lets go after an answer, which has settled by the time the signal comes, and when the program was
 * stopped by Ctrl-Z, after which it has to be taken up again.
 */
export const watchKeys = (input: Readable, write: (text: string) => void): KeyWatch => {
  const controller = new AbortController();
  let isStopped = false;
  const leave = () => void setImmediate(() => controller.abort());
  const resume = () => {
    isStopped = false;
    setImmediate(() => {
      input.resume();
      input.emit("keypress", undefined, { name: RESUMED });
    });
  };
  const gone = () => (isStopped ? resume() : leave());
  const back = () => controller.abort(BACK);
  const look = (_text: unknown, key: Key = {}) => {
    if (key.name === "escape") back();
    if (key.name !== "z" || !key.ctrl) return;
    isStopped = true;
    write(BELOW);
  };
  for (const event of GONE_EVENTS) input.on(event, gone);
  // Before readline hears of it: Ctrl-Z stops the program there and then.
  input.prependListener("keypress", look);
  if (input.readableEnded || input.destroyed) controller.abort();
  return {
    signal: controller.signal,
    back,
    isBack: () => controller.signal.reason === BACK,
    stop: () => {
      for (const event of GONE_EVENTS) input.off(event, gone);
      input.off("keypress", look);
    },
  };
};
