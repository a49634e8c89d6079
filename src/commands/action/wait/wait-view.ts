import type { Button } from "../../../model/action.js";
import type { WAIT_OUTPUTS } from "../../../model/action-outputs.js";
import { actionOutputs } from "../../../model/action-outputs.js";
import { clockText, spanText } from "../../../model/durations.js";
import type { JsonObject } from "../../../model/json.js";
import { type Message, readMessage } from "../../../model/message.js";
import type { Headline, Table, View } from "../../../output/view.js";
import type { MessageState } from "../../../polling/evaluate-wait.js";
import { nonEmptyTextOrNone } from "../../../views/cells.js";
import { counted } from "../../../views/counted.js";
import { type ConnectionLocation, locationText } from "../../../views/location-text.js";
import type { WaitDocument } from "../action.schema.js";

/** How a wait, or one message of it, ended. */
type WaitEnding = WaitDocument["ended"];

/** One of the messages. */
interface WaitedMessage {
  readonly state: MessageState;
  readonly subscriberId: string | undefined;
  /** The message as last read; undefined if it was never found. */
  readonly latest: { readonly document: JsonObject; readonly message: Message } | undefined;
}

export interface WaitReport {
  readonly ended: WaitEnding;
  /** Whether enough messages were answered with the wanted button. */
  readonly isMet: boolean;
  /** “any”, a button or a label in quotes. */
  readonly wanted: string;
  /** How many of several messages are needed; undefined for a wait for one. */
  readonly needed: number | "all" | undefined;
  /** How many are answered with the wanted button. */
  readonly count: number;
  readonly waitedMs: number;
  readonly timeoutMs: number;
  readonly messages: readonly WaitedMessage[];
  readonly location: ConnectionLocation;
}

export const waitDocument = (report: WaitReport): WaitDocument => {
  const { ended, isMet, needed, count, messages } = report;
  const waitedMs = Math.round(report.waitedMs);
  if (needed === undefined)
    return { ended, ...answerOf(messages[0]), waitedMs, message: documentOf(messages[0]) };
  return {
    ended,
    met: isMet,
    needed,
    count,
    waitedMs,
    messages: messages.map((each) => ({
      ended: endingOf(each.state),
      ...answerOf(each),
      subscriberId: each.subscriberId ?? null,
      messageId: each.latest?.message.id ?? null,
      message: documentOf(each),
    })),
  };
};

type WaitedAnswer = Pick<Extract<WaitDocument, { pressed: unknown }>, "pressed" | "label" | "payload">;

const documentOf = (each: WaitedMessage | undefined) => each?.latest?.document ?? null;

const answerOf = (each: WaitedMessage | undefined): WaitedAnswer => {
  const button = each && buttonOf(each.state);
  if (button === undefined) return { pressed: null, label: null, payload: null };
  return {
    pressed: button,
    label: labelOf(each, button) ?? null,
    payload: each?.latest?.message.answer.payload ?? null,
  };
};

const buttonOf = (state: MessageState): Button | undefined =>
  state === "primary" || state === "secondary" ? state : undefined;

const labelOf = (each: WaitedMessage | undefined, button: Button): string | undefined =>
  each?.latest?.message.buttons.find(({ type }) => type === button)?.label;

const ENDINGS: Readonly<Record<MessageState, WaitEnding>> = {
  missing: "pending",
  pending: "pending",
  primary: "pressed",
  secondary: "pressed",
  gone: "gone",
  "no-buttons": "no-buttons",
};

const endingOf = (state: MessageState): WaitEnding => ENDINGS[state];

export const waitView = (report: WaitReport): View => ({
  headline: {
    ...(report.needed === undefined ? ofOne(report) : ofSeveral(report)),
    context: locationText(report.location),
  },
  table: table(report.messages),
});

const ofOne = (report: WaitReport): Headline => {
  const { ended, isMet, wanted, messages, waitedMs, timeoutMs } = report;
  if (ended !== "pressed") return { level: "warn", text: NOT_PRESSED[ended](wanted, timeoutMs) };
  const [each] = messages;
  const button = each && buttonOf(each.state);
  const label = button && labelOf(each, button);
  const pressed = label ? `"${label}" (${button})` : `${button}`;
  if (!isMet) return { level: "warn", text: `${pressed} was pressed, not ${wanted}` };
  const when = waitedMs < 1_000 ? "was already pressed" : `was pressed after ${clockText(waitedMs)}`;
  return { level: "done", text: `${pressed} ${when}` };
};

const NOT_PRESSED: Readonly<
  Record<Exclude<WaitEnding, "pressed">, (wanted: string, timeoutMs: number) => string>
> = {
  pending: (_, timeoutMs) =>
    timeoutMs === 0 ? "nobody has pressed a button" : `nobody pressed a button within ${spanText(timeoutMs)}`,
  gone: () => "the message was deleted",
  "no-buttons": (wanted) => `the message has no ${wanted === "any" ? "buttons" : `${wanted} button`}`,
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
  { title: "SUBSCRIBER", isId: true },
  { title: "MESSAGE", isId: true },
  { title: "TITLE", isDroppable: true },
];

const table = (messages: readonly WaitedMessage[]): Table => ({
  columns: COLUMNS,
  rows: messages.map((each) => {
    const button = buttonOf(each.state);
    const payload = button && each.latest?.message.answer.payload;
    const ended = endingOf(each.state);
    return [
      button === undefined ? "none" : { text: button, tone: "pressed" },
      nonEmptyTextOrNone(button && labelOf(each, button)),
      payload === undefined ? "none" : { json: payload },
      ended === "pending" ? { text: ended, tone: "pending" } : { text: ended },
      nonEmptyTextOrNone(each.subscriberId),
      nonEmptyTextOrNone(each.latest?.message.id),
      nonEmptyTextOrNone(each.latest?.message.title),
    ];
  }),
});

const NO_MESSAGE = readMessage({});

/** For --github. Several messages have no single answer, so only how the wait ended is set. */
export const waitOutputs = ({
  needed,
  messages,
  ended,
  isMet,
  count,
  waitedMs,
}: WaitReport): Readonly<Record<(typeof WAIT_OUTPUTS)[number], string>> => ({
  ...actionOutputs((needed === undefined ? messages[0]?.latest?.message : undefined) ?? NO_MESSAGE),
  ended,
  met: String(isMet),
  count: String(count),
  waited_ms: String(Math.round(waitedMs)),
});
