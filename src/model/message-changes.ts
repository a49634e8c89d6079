import { pressedButton } from "./action.js";
import { booleanOf, type JsonObject, jsonEqual } from "./json.js";
import type { Answer, Message } from "./message.js";
import type { WatchEventName } from "./watch-events.js";

/** A message as a list showed it. */
export interface MessageSnapshot {
  readonly document: JsonObject;
  readonly message: Message;
}

/** What is watched of a message. */
export interface Facets {
  readonly answer: Answer;
  readonly seen: boolean;
  readonly read: boolean;
  readonly archived: boolean;
}

/** One event's part of a difference: the state before it and after it. */
export interface FacetChange {
  readonly event: WatchEventName;
  readonly before: Facets;
  readonly after: Facets;
}

export const facetsOf = ({ document, message }: MessageSnapshot): Facets => ({
  answer: message.answer,
  seen: message.seen ?? false,
  read: message.read ?? false,
  archived: booleanOf(document.archived) ?? false,
});

/**
 * The state in which somebody's message began, who meets it in this one: whatever a person does to a message
 * happened after it was made. A slot that holds no answer is taken as it is.
 */
export const beginningOf = ({ answer }: Facets): Facets => ({
  answer:
    pressedButton(answer) === undefined
      ? answer
      : { status: "pending", button: undefined, payload: undefined },
  seen: false,
  read: false,
  archived: false,
});

/** What leads from one state to the other, each step going on where the last one ended; none between equals. */
export const changesBetween = (before: Facets, after: Facets): readonly FacetChange[] => {
  const changes: FacetChange[] = [];
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
  /** What this step is called, if there is one. */
  readonly event: (at: Facets, goal: Facets) => WatchEventName | undefined;
  readonly next: (at: Facets, goal: Facets) => Facets;
}

const markStep = <Mark extends "seen" | "read" | "archived">(mark: Mark): Step => ({
  event: (at, goal) => {
    if (at[mark] === goal[mark]) return undefined;
    return goal[mark] ? mark : `un${mark}`;
  },
  next: (at, goal) => ({ ...at, [mark]: goal[mark] }),
});

/** One slot, one event: a click that brings a payload is a click. */
const answerEvent = ({ answer: was }: Facets, { answer: is }: Facets): WatchEventName | undefined => {
  const [pressedBefore, pressed] = [pressedButton(was), pressedButton(is)];
  if (pressed !== undefined && pressed !== pressedBefore) return "clicked";
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
];

export const isSame = (a: Facets, b: Facets): boolean => changesBetween(a, b).length === 0;
