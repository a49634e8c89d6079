import type { Write } from "./writer.js";

/** The phases of a spinner, to be shown one after the other. */
export const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 80;
/** Shorter work shows no spinner. */
const DELAY_MS = 300;
const CLEAR_LINE = "\r\u001b[2K";

/** The text beside the spinner; a function is called for every frame. */
type Label = string | (() => string);

export const textOf = (label: Label): string => (typeof label === "string" ? label : label());

interface Spinner {
  /** Shows the spinner until the work settles. */
  during<T>(label: Label, work: Promise<T>): Promise<T>;
  /** Erases the spinner before other output; the next frame draws it again. */
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
        // If the terminal is gone, frames do not matter.
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
