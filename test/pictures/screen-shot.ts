import type { IBuffer, IBufferCell, Terminal } from "@xterm/headless";

export interface Look {
  /** The terminal's colour by number; absent is its own. */
  readonly color?: number;
  readonly bold?: true;
  readonly dim?: true;
  readonly underline?: true;
}

/** Text of one look in neighbouring cells. */
export interface Run {
  readonly column: number;
  /** Cells it takes: a wide character takes two. */
  readonly cells: number;
  readonly text: string;
  readonly look: Look;
}

export type Row = readonly Run[];

/** What a person sees at one moment. */
export interface ScreenShot {
  readonly rows: readonly Row[];
  readonly cursor?: { readonly column: number; readonly row: number };
}

/** Reads an emulator's screen, cell by cell; empty lines at the end are left out. */
export const takeShot = ({ buffer }: Terminal, isCursorShown: boolean): ScreenShot => {
  const { active } = buffer;
  const rows = Array.from({ length: active.length }, (_, at) => rowOf(active, at));
  while (rows.at(-1)?.length === 0) rows.pop();
  return {
    rows,
    ...(isCursorShown ? { cursor: { column: active.cursorX, row: active.baseY + active.cursorY } } : {}),
  };
};

const rowOf = (buffer: IBuffer, at: number): Row => {
  const line = buffer.getLine(at);
  const runs: Run[] = [];
  for (let column = 0; column < (line?.length ?? 0); column += 1) {
    const cell = line?.getCell(column);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const text = cell.getChars() || " ";
    const look = lookOf(cell);
    const last = runs.at(-1);
    if (last !== undefined && goesOn(last, { column, text, look })) {
      runs[runs.length - 1] = { ...last, text: last.text + text, cells: last.cells + 1 };
    } else if (text !== " ") runs.push({ column, cells: cell.getWidth(), text, look });
  }
  return runs.map(withoutEnd).filter(({ text }) => text !== "");
};

/** ASCII runs on, a space in any look, and so does a bar; every other character stands alone: a font may have it wider. */
const goesOn = (run: Run, { column, text, look }: Omit<Run, "cells">): boolean =>
  run.column + run.cells === column &&
  ((isPlain(text) && isPlain(run.text)) || (isBar(text) && run.text.startsWith(text))) &&
  (isSame(run.look, look) || (text === " " && !look.underline && !run.look.underline));

export const isPlain = (text: string): boolean => /^[\u0020-\u007e]+$/.test(text);

/** Box drawing and blocks, which have to touch. */
export const isBar = (text: string): boolean => /^[\u2500-\u259f]+$/.test(text);

const isSame = (one: Look, other: Look): boolean => JSON.stringify(one) === JSON.stringify(other);

const withoutEnd = (run: Run): Run => {
  const text = run.text.trimEnd();
  return { ...run, text, cells: run.cells - (run.text.length - text.length) };
};

const lookOf = (cell: IBufferCell): Look => ({
  ...(cell.isFgPalette() ? { color: cell.getFgColor() } : {}),
  ...(cell.isBold() ? { bold: true as const } : {}),
  ...(cell.isDim() ? { dim: true as const } : {}),
  ...(cell.isUnderline() ? { underline: true as const } : {}),
});
