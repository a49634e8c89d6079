import { actionOutputs, type WAIT_OUTPUTS } from "../model/action-outputs.js";
import { readMessage } from "../model/message.js";
import type { WaitReport } from "./wait-view.js";

const NO_MESSAGE = readMessage({});

/** Of several messages there is no one answer: only how the wait ended. */
export const waitOutputs = ({
  needed,
  messages,
  ended,
  isMet,
  count,
  waitedMs,
}: WaitReport): Readonly<Record<(typeof WAIT_OUTPUTS)[number], string>> => ({
  ...actionOutputs((needed === undefined ? messages[0]?.seen?.message : undefined) ?? NO_MESSAGE),
  ended,
  met: String(isMet),
  count: String(count),
  waited_ms: String(Math.round(waitedMs)),
});
