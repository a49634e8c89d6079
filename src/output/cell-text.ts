import { relativeTime } from "../model/durations.js";
import { sanitizeLine } from "./sanitize.js";
import type { Cell, Tone } from "./view.js";

/** The unchanged text of a cell, for programs; empty if there is no value. */
export const programText = (cell: Cell): string => {
  if (cell === "none") return "";
  if ("text" in cell) return cell.text;
  if ("block" in cell) return cell.block;
  if ("time" in cell) return cell.time;
  return JSON.stringify(cell.json);
};

/**
 * The text of a cell for a person: one sanitized line, trimmed.
 * @param now ms since the epoch, for relative times; undefined leaves times as they are
 */
export const personText = (cell: Cell, now: number | undefined): string => {
  if (cell === "none") return "–";
  if ("time" in cell && now !== undefined) return relativeTime(sanitizeLine(cell.time).trim(), now);
  return sanitizeLine(programText(cell)).trim();
};

export const toneOf = (cell: Cell): Tone | undefined => {
  if (cell === "none") return "muted";
  return "text" in cell ? cell.tone : undefined;
};
