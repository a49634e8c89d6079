import { pressedButton } from "./action.js";
import { jsonEqual } from "./json.js";
import type { Answer, MessageDocument } from "./message.js";
import type { WatchEventName } from "./watch-events.js";

/** The parts of a message that are watched. */
export interface WatchedState {
  readonly answer: Answer;
  readonly seen: boolean;
  readonly read: boolean;
  readonly archived: boolean;
  /** Until when it is hidden, as the server wrote it; undefined for a message that is not snoozed. */
  readonly snoozedUntil: string | undefined;
}

/** One event, with the state before and after it. */
export interface StateChange {
  readonly event: WatchEventName;
  readonly before: WatchedState;
  readonly after: WatchedState;
}

export const watchedStateOf = ({ message }: MessageDocument): WatchedState => ({
  answer: message.answer,
  seen: message.seen ?? false,
  read: message.read ?? false,
  archived: message.archived ?? false,
  snoozedUntil: message.snoozedUntil,
});

/**
 * The state in which a message was created, derived from its current state: marks and a pressed button came later.
 * An answer without a pressed button is kept as it is.
 */
export const initialState = ({ answer }: WatchedState): WatchedState => ({
  answer:
    pressedButton(answer) === undefined
      ? answer
      : { status: "pending", button: undefined, payload: undefined },
  seen: false,
  read: false,
  archived: false,
  snoozedUntil: undefined,
});

/** The steps from one state to the other; each starts where the previous one ended. Empty if the states are equal. */
export const changesBetween = (before: WatchedState, after: WatchedState): readonly StateChange[] => {
  const changes: StateChange[] = [];
  let at = before;
  for (const { event, next } of STEPS) {
    const name = event(at, after);
    if (name === undefined) continue;
    const reached = next(at, after);
    changes.push({ event: name, before: at, after: reached });
    at = reached;
  }
  return changes;
};

interface Step {
  /** The name of the event, or undefined if this step changes nothing. */
  readonly event: (at: WatchedState, goal: WatchedState) => WatchEventName | undefined;
  readonly next: (at: WatchedState, goal: WatchedState) => WatchedState;
}

const markStep = <Mark extends "seen" | "read" | "archived">(mark: Mark): Step => ({
  event: (at, goal) => {
    if (at[mark] === goal[mark]) return undefined;
    return goal[mark] ? mark : `un${mark}`;
  },
  next: (at, goal) => ({ ...at, [mark]: goal[mark] }),
});

/** A message has one answer, so one event: a press that brings a payload is only a press. */
const answerEvent = (
  { answer: was }: WatchedState,
  { answer: is }: WatchedState,
): WatchEventName | undefined => {
  const [pressedBefore, pressed] = [pressedButton(was), pressedButton(is)];
  if (pressed !== undefined && pressed !== pressedBefore) return "pressed";
  if (pressed === undefined && pressedBefore !== undefined) return "reverted";
  if (was.status !== is.status || was.button !== is.button) return "changed";
  return jsonEqual(was.payload ?? null, is.payload ?? null) ? undefined : "payload";
};

/** In the order of a press in the Inbox: seen, read, then the answer (docs/novu-api.md, "One answer per message"). */
const STEPS: readonly Step[] = [
  markStep("seen"),
  markStep("read"),
  { event: answerEvent, next: (at, { answer }) => ({ ...at, answer }) },
  markStep("archived"),
  {
    // A new time is a new snooze: the message comes back later than the last event said.
    event: ({ snoozedUntil: was }, { snoozedUntil: is }) => {
      if (was === is) return undefined;
      return is === undefined ? "unsnoozed" : "snoozed";
    },
    next: (at, { snoozedUntil }) => ({ ...at, snoozedUntil }),
  },
];

export const isSameState = (a: WatchedState, b: WatchedState): boolean => changesBetween(a, b).length === 0;
