import { type Button, pressedButton } from "../model/action.js";
import type { Message } from "../model/message.js";

/** The button that is waited for. */
export type WantedButton = "any" | Button;

/**
 * How a message stands: not seen yet, open for an answer, answered by a button, gone, or without any button that
 * could bring the answer.
 */
export type AwaitedState = "missing" | "open" | Button | "vanished" | "unclickable";

/** What all looks at a message came to. */
export interface AwaitedMessage {
  readonly standing: AwaitedState;
  /** Looks in a row that did not see it. */
  readonly misses: number;
}

export const UNSEEN: AwaitedMessage = { standing: "missing", misses: 0 };

/**
 * One list without the message can be older than it (docs/novu-api.md, "Lists and finding a message"); two in a row
 * prove that it is gone.
 */
const MISSES_OF_A_GONE_ONE = 2;

/**
 * How it stands after another look.
 * @param message undefined where the look did not see it
 */
export const afterPoll = (
  before: AwaitedMessage,
  message: Message | undefined,
  wanted: WantedButton,
): AwaitedMessage => {
  if (message !== undefined) return { standing: awaitedStateOf(message, wanted), misses: 0 };
  const misses = before.misses + 1;
  // An answer stays one when its message is cleared away afterwards.
  const isGone = before.standing === "open" && misses >= MISSES_OF_A_GONE_ONE;
  return { standing: isGone ? "vanished" : before.standing, misses };
};

const awaitedStateOf = ({ answer, buttons }: Message, wanted: WantedButton): AwaitedState => {
  // Also a button that the message does not have can be set, by a program.
  const pressed = pressedButton(answer);
  if (pressed !== undefined) return pressed;
  const canBePressed = wanted === "any" ? buttons.length > 0 : buttons.some(({ type }) => type === wanted);
  return canBePressed ? "open" : "unclickable";
};
