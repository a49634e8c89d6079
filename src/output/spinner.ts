import type { Write } from "./writer.js";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 80;
/** An answer that comes sooner needs no spinner. */
const DELAY_MS = 300;
const CLEAR_LINE = "\r\u001b[2K";

/** Shows on a terminal that work is under way; the returned function takes it away. */
export const startSpinner = (write: Write, label: string): (() => Promise<void>) => {
  let frame = 0;
  let shown = false;
  const draw = () => {
    shown = true;
    void write(`${CLEAR_LINE}${FRAMES[frame % FRAMES.length]} ${label}`);
    frame += 1;
  };
  let timer = setTimeout(() => {
    draw();
    timer = setInterval(draw, FRAME_MS);
  }, DELAY_MS);
  return async () => {
    clearTimeout(timer);
    clearInterval(timer);
    if (shown) await write(CLEAR_LINE);
  };
};
