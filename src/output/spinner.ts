import type { Write } from "./writer.js";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 80;
/** An answer that comes sooner needs no spinner. */
const DELAY_MS = 300;
const CLEAR_LINE = "\r\u001b[2K";

/** What is under way, or how to tell at any moment. */
export type Label = string | (() => string);

export const textOf = (label: Label): string => (typeof label === "string" ? label : label());

export interface Spinner {
  /** Shows that work is under way until it settles. */
  during<T>(label: Label, work: Promise<T>): Promise<T>;
  /** Takes the drawing away before something else is written; the next frame brings it back. */
  clear(): Promise<void>;
}

export const createSpinner = (write: Write): Spinner => {
  let isDrawn = false;
  const clear = async () => {
    const wasDrawn = isDrawn;
    isDrawn = false;
    if (wasDrawn) await write(CLEAR_LINE);
  };
  return {
    clear,
    during: async (label, work) => {
      let frame = 0;
      const draw = () => {
        isDrawn = true;
        // A frame that cannot be drawn, on a terminal that has gone, is no loss.
        write(`${CLEAR_LINE}${FRAMES[frame % FRAMES.length]} ${textOf(label)}`).catch(() => {});
        frame += 1;
      };
      let timer = setTimeout(() => {
        draw();
        timer = setInterval(draw, FRAME_MS);
      }, DELAY_MS);
      try {
        return await work;
      } finally {
        clearTimeout(timer);
        clearInterval(timer);
        await clear();
      }
    },
  };
};
