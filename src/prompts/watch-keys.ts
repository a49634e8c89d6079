import type { Readable } from "node:stream";
import { BACK } from "./prompts.js";

interface KeyWatch {
  /** Aborted with the reason BACK when the person goes back, and without it when the input ends. */
  readonly signal: AbortSignal;
  readonly back: () => void;
  readonly isBack: () => boolean;
  stop(): void;
}

/** readline's description of a key. */
interface Key {
  readonly name?: string;
  readonly ctrl?: boolean;
}

/** Moves the cursor below the prompt, where the shell continues after Ctrl-Z. */
const MOVE_BELOW = "\u001b[99B\r\n";

/** An artificial key: the program was resumed after Ctrl-Z and the prompt must be redrawn. */
export const RESUMED = "resumed";

const END_EVENTS = ["pause", "end", "close"];

/**
 * On Ctrl-D, or when the terminal is closed, readline closes the input and Inquirer would wait forever; the signal ends the
 * prompt then. Readline also pauses the input after an answer, when the prompt has already settled, and on Ctrl-Z, after
 * which the input must be resumed.
 */
export const watchKeys = (input: Readable, write: (text: string) => void): KeyWatch => {
  const controller = new AbortController();
  let isStopped = false;
  const abortSoon = () => void setImmediate(() => controller.abort());
  const resume = () => {
    isStopped = false;
    setImmediate(() => {
      input.resume();
      input.emit("keypress", undefined, { name: RESUMED });
    });
  };
  const onInputEnd = () => (isStopped ? resume() : abortSoon());
  const back = () => controller.abort(BACK);
  const onKey = (_text: unknown, key: Key = {}) => {
    if (key.name === "escape") back();
    if (key.name !== "z" || !key.ctrl) return;
    isStopped = true;
    write(MOVE_BELOW);
  };
  for (const event of END_EVENTS) input.on(event, onInputEnd);
  // Before readline's own listener, which stops the program on Ctrl-Z.
  input.prependListener("keypress", onKey);
  if (input.readableEnded || input.destroyed) controller.abort();
  return {
    signal: controller.signal,
    back,
    isBack: () => controller.signal.reason === BACK,
    stop: () => {
      for (const event of END_EVENTS) input.off(event, onInputEnd);
      input.off("keypress", onKey);
    },
  };
};
