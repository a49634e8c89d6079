import type { Button } from "../model/action.js";
import { clockText, spanText } from "../model/durations.js";
import type { JsonObject } from "../model/json.js";
import type { Message } from "../model/message.js";
import type { Cell, Headline, Table, View } from "../output/view.js";
import type { AwaitedState, WantedButton } from "../polling/awaited-message.js";
import { counted } from "./counted.js";
import { type Location, locationText } from "./location-text.js";

/** How a wait, or one message of it, ended. */
export type WaitEnding = "pressed" | "pending" | "vanished" | "unclickable";

/** One of the messages, as it was last seen; a message that was never there was not seen. */
interface WaitedMessage {
  readonly standing: AwaitedState;
  readonly subscriberId: string | undefined;
  readonly seen: { readonly document: JsonObject; readonly message: Message } | undefined;
}

export interface WaitReport {
  readonly ended: WaitEnding;
  /** Whether it came to what was waited for. */
  readonly isMet: boolean;
  readonly wanted: WantedButton;
  /** Of several, how many are needed; undefined for a wait for one. */
  readonly needed: number | "all" | undefined;
  /** How many are answered as was waited for. */
  readonly count: number;
  readonly waitedMs: number;
  readonly timeoutMs: number;
  readonly messages: readonly WaitedMessage[];
  readonly place: Location;
}

export const waitDocument = (report: WaitReport): JsonObject => {
  const { ended, isMet, needed, count, messages } = report;
  const waitedMs = Math.round(report.waitedMs);
  if (needed === undefined) return { ended, ...answerOf(messages[0]), waitedMs, message: whole(messages[0]) };
  return {
    ended,
    met: isMet,
    needed,
    count,
    waitedMs,
    messages: messages.map((each) => ({
      ended: endingOf(each.standing),
      ...answerOf(each),
      subscriberId: each.subscriberId ?? null,
      messageId: each.seen?.message.id ?? null,
      message: whole(each),
    })),
  };
};

const whole = (each: WaitedMessage | undefined) => each?.seen?.document ?? null;

const answerOf = (each: WaitedMessage | undefined): JsonObject => {
  const button = each && buttonOf(each.standing);
  if (button === undefined) return { clicked: null, label: null, payload: null };
  return {
    clicked: button,
    label: labelOf(each, button) ?? null,
    payload: each?.seen?.message.answer.payload ?? null,
  };
};

const buttonOf = (standing: AwaitedState): Button | undefined =>
  standing === "primary" || standing === "secondary" ? standing : undefined;

const labelOf = (each: WaitedMessage | undefined, button: Button): string | undefined =>
  each?.seen?.message.buttons.find(({ type }) => type === button)?.label;

const ENDINGS: Readonly<Record<AwaitedState, WaitEnding>> = {
  missing: "pending",
  open: "pending",
  primary: "pressed",
  secondary: "pressed",
  vanished: "vanished",
  unclickable: "unclickable",
};

const endingOf = (standing: AwaitedState): WaitEnding => ENDINGS[standing];

export const waitView = (report: WaitReport): View => ({
  headline: {
    ...(report.needed === undefined ? ofOne(report) : ofSeveral(report)),
    context: locationText(report.place, report.messages[0]?.seen?.message.environmentId),
  },
  table: table(report.messages),
});

const ofOne = (report: WaitReport): Headline => {
  const { ended, isMet, wanted, messages, waitedMs, timeoutMs } = report;
  if (ended !== "pressed") return { level: "warn", text: NOT_PRESSED[ended](wanted, timeoutMs) };
  const [each] = messages;
  const button = each && buttonOf(each.standing);
  const label = button && labelOf(each, button);
  const pressed = label ? `"${label}" (${button})` : `${button}`;
  return isMet
    ? { level: "done", text: `${pressed} was pressed, after ${clockText(waitedMs)}` }
    : { level: "warn", text: `${pressed} was pressed, not ${wanted}` };
};

const NOT_PRESSED: Readonly<
  Record<Exclude<WaitEnding, "pressed">, (wanted: WantedButton, timeoutMs: number) => string>
> = {
  pending: (_, timeoutMs) =>
    timeoutMs === 0 ? "nobody has pressed" : `nobody pressed within ${spanText(timeoutMs)}`,
  vanished: () => "the message was deleted; nobody can press any more",
  unclickable: (wanted) =>
    `the message has no ${wanted === "any" ? "buttons" : `${wanted} button`}; nobody can press`,
};

const ofSeveral = ({ ended, isMet, wanted, needed, count, messages, timeoutMs }: WaitReport): Headline => {
  const what = wanted === "any" ? "" : ` with ${wanted}`;
  const facts = `${count} of ${counted(messages.length, "message")} answered${what}; needed: ${needed}`;
  if (isMet) return { level: "done", text: facts };
  return { level: "warn", text: `${facts}${ended === "pending" ? ` (after ${spanText(timeoutMs)})` : ""}` };
};

const COLUMNS = [
  { title: "BUTTON" },
  { title: "LABEL" },
  { title: "PAYLOAD" },
  { title: "ENDED" },
  { title: "SUBSCRIBER" },
  { title: "MESSAGE" },
  { title: "TITLE", shrinks: true, yields: true },
];

const table = (messages: readonly WaitedMessage[]): Table => ({
  columns: COLUMNS,
  rows: messages.map((each) => {
    const button = buttonOf(each.standing);
    const payload = button && each.seen?.message.answer.payload;
    const ended = endingOf(each.standing);
    return [
      button === undefined ? "none" : { text: button, tone: "good" },
      textOrNone(button && labelOf(each, button)),
      payload === undefined ? "none" : { json: payload },
      ended === "pressed" ? { text: ended } : { text: ended, tone: "warn" },
      textOrNone(each.subscriberId),
      textOrNone(each.seen?.message.id),
      textOrNone(each.seen?.message.title),
    ];
  }),
});

const textOrNone = (text: string | undefined): Cell => (text ? { text } : "none");
