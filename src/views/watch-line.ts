import { columnWidth, fitText } from "../output/fit-text.js";
import { sanitizeLine } from "../output/sanitize.js";

/** What a line on a terminal tells of an event. */
export interface WatchLineParts {
  readonly time: string;
  readonly event: string;
  readonly title: string;
  readonly subscriberId: string | undefined;
  readonly button: string | undefined;
  readonly label: string | undefined;
  readonly messageId: string | undefined;
}

const EVENT_WIDTH = "unarchived".length;
const GAP = "  ";
/** Less of a title than this says too little, as long as something else can go. */
const NARROW_TITLE = 16;
const NARROWEST_TITLE = 8;
/** The same of a label, its quotes included. */
const NARROWEST_LABEL = 6;

/**
 * One line, no wider than that. What can be read in full elsewhere gives way first: the title's end, the label, whose
 * button is there, more of the title, the message's id, and last the line's end.
 */
export const watchLine = (parts: WatchLineParts, columns: number): string => {
  const told = cleaned(parts);
  const { messageId: _, ...withoutId } = told;
  const isNarrow = widthOf(pieces(told, { title: NARROWEST_TITLE, label: 0 })) > columns;
  const kept = isNarrow ? { ...withoutId, messageId: undefined } : told;
  const label = labelRoom(kept, columns);
  const rest = columns - widthOf(pieces(kept, { title: 0, label })) - GAP.length;
  return fitText(pieces(kept, { title: Math.max(NARROWEST_TITLE, rest), label }).join(GAP), columns);
};

interface Room {
  /** Columns for each; 0 leaves it out. */
  readonly title: number;
  readonly label: number;
}

/** What the label may take where the title keeps what it needs at least; 0 where that says too little. */
const labelRoom = (parts: WatchLineParts, columns: number): number => {
  const room = columns - widthOf(pieces(parts, { title: NARROW_TITLE, label: 0 })) - 1;
  const whole = columnWidth(quoted(parts.label));
  return room >= Math.min(whole, NARROWEST_LABEL) ? Math.min(room, whole) : 0;
};

const pieces = (
  { time, event, title, subscriberId, button, label, messageId }: WatchLineParts,
  room: Room,
): readonly string[] =>
  [
    time,
    event.padEnd(EVENT_WIDTH),
    room.title === 0 ? "" : fitText(title, room.title),
    subscriberId,
    button === undefined || label === undefined || room.label === 0
      ? button
      : `${button} ${quotedWithin(label, room.label)}`,
    messageId,
  ].flatMap((piece) => piece || []);

const quoted = (label: string | undefined): string => (label === undefined ? "" : `“${label}”`);

/** Its quotes stay. */
const quotedWithin = (label: string, columns: number): string =>
  `“${fitText(label, columns - columnWidth("“”"))}”`;

const widthOf = (texts: readonly string[]): number => columnWidth(texts.join(GAP));

const cleaned = (parts: WatchLineParts): WatchLineParts => ({
  ...parts,
  title: sanitizeLine(parts.title).trim(),
  subscriberId: parts.subscriberId && sanitizeLine(parts.subscriberId),
  button: parts.button && sanitizeLine(parts.button),
  label: parts.label && sanitizeLine(parts.label),
  messageId: parts.messageId && sanitizeLine(parts.messageId),
});
