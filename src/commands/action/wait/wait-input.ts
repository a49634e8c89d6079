import type { MessageSelector } from "../../../model/message.js";
import type { WantedButton } from "../../../polling/awaited-message.js";
import type { PollInterval } from "../../../polling/poll-pause.js";

export interface WaitActionInput {
  readonly selectors: readonly MessageSelector[];
  readonly button: WantedButton;
  /** How many have to be pressed; undefined where nobody said so, which is right for one message. */
  readonly needed: "any" | "all" | number | undefined;
  /** 0 looks once. */
  readonly timeoutMs: number;
  readonly pace: PollInterval;
  /** For how long a message that is not there may still be on its way. */
  readonly allowMissingMs: number;
  /** The exit code of every wait that ended, whatever it came to: 0. */
  readonly exitZero: boolean;
  /** Exit codes by button, as typed: `primary=0,secondary=20`. */
  readonly map: string | undefined;
}
