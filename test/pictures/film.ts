import { cursorMark, round, rowText, sheet, windowBox, windowFrame } from "./drawing.js";
import type { Palette } from "./palette.js";
import type { ScreenShot } from "./screen-shot.js";

export interface Frame {
  readonly shot: ScreenShot;
  /** How long it stands, ms; made up, never measured. */
  readonly ms: number;
}

export interface Film {
  readonly title: string;
  readonly description: string;
  readonly columns: number;
  readonly frames: readonly Frame[];
}

/** Something drawn, and in which frames. */
interface Actor {
  readonly draw: (attributes: string) => string;
  readonly frames: number[];
}

/**
 * A terminal's frames as one picture that moves by style alone. Each line is drawn once for all frames that have it.
 * It plays once and stops at its last frame, which is also what is shown where motion is reduced.
 */
export const filmPicture = ({ title, description, columns, frames }: Film, palette: Palette): string => {
  const rows = Math.max(...frames.map(({ shot }) => Math.max(shot.rows.length, (shot.cursor?.row ?? 0) + 1)));
  const box = windowBox(columns, rows);
  const whole = frames.reduce((sum, { ms }) => sum + ms, 0);
  const names = new Map<string, string>();
  const nameOf = (shown: readonly number[]): string => {
    const key = keyframesOf(shown, frames, whole);
    const name = names.get(key) ?? `f${names.size}`;
    names.set(key, name);
    return name;
  };
  const drawn = actorsOf(frames, palette).map(({ draw, frames: shown }) => {
    if (shown.length === frames.length) return draw("");
    const isLast = shown.at(-1) === frames.length - 1;
    return draw(` class="${isLast ? "" : "h "}${nameOf(shown)}"`);
  });
  const style = [
    ".h{visibility:hidden}",
    "@media (prefers-reduced-motion:no-preference){",
    ...[...names].map(
      ([keyframes, name]) =>
        `.${name}{animation:${name} ${whole}ms step-end}@keyframes ${name}{${keyframes}}`,
    ),
    "}",
  ].join("\n");
  const width = Math.ceil(box.width + 1);
  return sheet({ width, height: box.height + 1, title, description, style, palette }, [
    windowFrame(box, "novu-msg", palette),
    ...drawn,
  ]);
};

const actorsOf = (frames: readonly Frame[], palette: Palette): Actor[] => {
  const actors = new Map<string, Actor>();
  const add = (key: string, frame: number, draw: Actor["draw"]): void => {
    const actor = actors.get(key) ?? { draw, frames: [] };
    actor.frames.push(frame);
    actors.set(key, actor);
  };
  for (const [frame, { shot }] of frames.entries()) {
    const { cursor } = shot;
    for (const [at, row] of shot.rows.entries()) {
      if (row.length === 0) continue;
      add(`row ${at} ${JSON.stringify(row)}`, frame, (attributes) => rowText(row, at, palette, attributes));
    }
    if (cursor !== undefined) {
      add(`cursor ${cursor.column} ${cursor.row}`, frame, (attributes) =>
        cursorMark(cursor, palette, attributes),
      );
    }
  }
  return [...actors.values()];
};

/** When it is seen and when not, in percent of the whole; each value holds until the next. */
const keyframesOf = (shown: readonly number[], frames: readonly Frame[], whole: number): string => {
  const parts: string[] = [];
  let at = 0;
  let was: boolean | undefined;
  for (const [index, { ms }] of frames.entries()) {
    const is = shown.includes(index);
    if (is !== was) parts.push(`${round((at / whole) * 100)}%{visibility:${is ? "visible" : "hidden"}}`);
    was = is;
    at += ms;
  }
  return parts.join("");
};
