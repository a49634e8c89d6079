import type { Frame } from "./film.js";
import type { ShellSession } from "./shell-session.js";

/** Films a session: each picture of it is taken when the session has come to rest, and stands as long as it is told. */
export interface Camera {
  readonly frames: Frame[];
  /** Takes what is seen now. */
  readonly take: (ms: number) => void;
  /** Types a line at the prompt, a few letters a picture, and starts it. */
  readonly typeLine: (line: string) => Promise<void>;
  /** Types a letter into the program that runs, and waits for what that brings. */
  readonly typeLetter: (letter: string, ...brings: readonly string[]) => Promise<void>;
}

const LETTER_MS = 70;
const AFTER_LINE_MS = 600;

export const createCamera = (session: ShellSession): Camera => {
  const frames: Frame[] = [];
  const take = (ms: number) => void frames.push({ shot: session.shot(), ms });
  return {
    frames,
    take,
    typeLine: async (line) => {
      await session.prompt();
      take(900);
      for (const letters of line.match(/.{1,2}/gs) ?? []) {
        await session.draw(letters);
        take(letters.length * LETTER_MS);
      }
      take(AFTER_LINE_MS);
      session.run(line);
    },
    typeLetter: async (letter, ...brings) => {
      session.press(letter);
      await session.shows(...brings);
      take(3 * LETTER_MS);
    },
  };
};
