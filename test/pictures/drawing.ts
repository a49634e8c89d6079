import type { Palette } from "./palette.js";
import { isBar, isPlain, type Look, type Row, type Run, type ScreenShot } from "./screen-shot.js";

/** Sizes in pixels of the picture's own. */
const FONT = 13;
const CELL = 7.8;
const LINE = 20;
const BAR = 30;
const PADDING = 18;

const MONOSPACE =
  "ui-monospace,SFMono-Regular,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";
const SANS = "-apple-system,BlinkMacSystemFont,'Segoe UI','Noto Sans',Helvetica,Arial,sans-serif";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const windowBox = (columns: number, rows: number): Box => ({
  x: 0.5,
  y: 0.5,
  width: round(columns * CELL + 2 * PADDING),
  height: BAR + rows * LINE + 2 * PADDING - 4,
});

/** The frame of a terminal window with its three dots and its name. */
export const windowFrame = ({ x, y, width, height }: Box, title: string, palette: Palette): string =>
  [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="${palette.window}"/>`,
    `<path d="M${x} ${y + BAR}v-${BAR - 10}a10 10 0 0 1 10-10h${width - 20}a10 10 0 0 1 10 10v${BAR - 10}z" fill="${palette.bar}"/>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="none" stroke="${palette.edge}"/>`,
    ...[18, 36, 54].map((cx) => `<circle cx="${cx}" cy="${y + BAR / 2}" r="5" fill="${palette.dot}"/>`),
    `<text x="${x + width / 2}" y="${y + BAR / 2 + 4}" text-anchor="middle" class="s" font-size="12" fill="${palette.muted}">${escaped(title)}</text>`,
  ].join("\n");

const baseline = (row: number): number => BAR + PADDING + row * LINE + 13;

/** A line of the terminal as text, each run in the cells that are its own. */
export const rowText = (row: Row, at: number, palette: Palette, attributes = ""): string =>
  `<text y="${baseline(at)}"${attributes}>${row.map((run) => runText(run, palette)).join("")}</text>`;

const runText = ({ column, cells, text, look }: Run, palette: Palette): string => {
  const length = isPlain(text) || isBar(text) ? ` textLength="${round(cells * CELL)}"` : "";
  const stretch = isBar(text) ? ' lengthAdjust="spacingAndGlyphs"' : "";
  return `<tspan x="${round(PADDING + column * CELL)}"${length}${stretch}${lookText(look, palette)}>${escaped(text)}</tspan>`;
};

const lookText = ({ color, bold, dim, underline }: Look, palette: Palette): string => {
  const fill = dim ? palette.muted : colorOf(color, palette);
  return [
    fill === undefined ? "" : ` fill="${fill}"`,
    bold ? ' font-weight="600"' : "",
    underline ? ' text-decoration="underline"' : "",
  ].join("");
};

const colorOf = (color: number | undefined, palette: Palette): string | undefined => {
  if (color === undefined || color === 7 || color === 15) return undefined;
  if (color === 8 || color === 0) return palette.muted;
  return palette.ansi[(color % 8) - 1];
};

export const cursorMark = (cursor: ScreenShot["cursor"], palette: Palette, attributes = ""): string =>
  cursor === undefined
    ? ""
    : `<rect x="${round(PADDING + cursor.column * CELL)}" y="${baseline(cursor.row) - 12}" width="${CELL}" height="16" fill="${palette.text}" opacity=".55"${attributes}/>`;

export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly style?: string;
  readonly palette: Palette;
}

/** A whole picture: everything it needs is in it. */
export const sheet = (
  { width, height, title, description, style = "", palette }: Sheet,
  parts: readonly string[],
): string => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" xml:space="preserve" font-family="${MONOSPACE}" font-size="${FONT}" fill="${palette.text}">
<title id="title">${escaped(title)}</title>
<desc id="desc">${escaped(description)}</desc>
<style>text{white-space:pre}.s{font-family:${SANS}}${style}</style>
${parts.filter((part) => part !== "").join("\n")}
</svg>
`;

export const round = (value: number): number => Math.round(value * 100) / 100;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
