import type { EventStream } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { outageDuration } from "../../../polling/outage.js";
import { createPoller, type PollOptions } from "../../../polling/poll.js";
import { checkedInterval, type PollInterval } from "../../../polling/schedule.js";
import { counted } from "../../../views/counted.js";
import { locationText } from "../../../views/location-text.js";
import { prepareProgram } from "./run-program.js";
import type { WatchInput } from "./watch.js";
import { watchLists } from "./watch-lists.js";
import { type WatchEvent, watchEventDocument, watchEventView } from "./watch-view.js";

type WatchContext = Pick<Context, "connect" | "output" | "now" | "random" | "sleep" | "signal" | "program">;

/** Yields changes of messages until the timeout, the count, or a signal (ADR 0023). */
export const run = async (context: WatchContext, input: WatchInput): Promise<EventStream<WatchEvent>> => {
  const { now, output } = context;
  const interval = watchInterval(input);
  const runProgram = input.exec === undefined ? undefined : await prepareProgram(context, input.exec);
  const { novu, connection } = await context.connect();
  const endsAt = now() + (input.timeout ?? Number.POSITIVE_INFINITY);
  const poller = createPoller(context, watchPollOptions(context, interval, endsAt));
  const lists = watchLists(context, novu.messageReader(poller.throttle), input, (count) =>
    output.note(`watching, ${counted(count, "message")} so far; Ctrl-C ends it`, locationText(connection)),
  );
  const columns = output.isForPerson ? output.textWidth : undefined;

  async function* events(): AsyncIterable<WatchEvent> {
    let count = 0;
    for await (const { change, at, subscriberId } of poller.poll(lists)) {
      if (input.events !== undefined && !input.events.includes(change.event)) continue;
      const owner = change.snapshot.message.subscriberId ?? subscriberId;
      const event = { change, at, subscriberId: owner, columns };
      yield event;
      await runProgram?.(event);
      count += 1;
      if (count === input.count) return;
    }
    const outage = poller.outage();
    // A read that was only cut short by the timeout is not an outage.
    if (outage === undefined || outage.since >= endsAt) return;
    const unknownFor = outageDuration(now() - outage.since);
    await output.warn(`time was up; what changed in the last ${unknownFor} is not known`);
  }

  return { events: events() };
};

export const document = watchEventDocument;
export const view = watchEventView;

const INTERVAL_MS = 2_000;
const MAX_INTERVAL_MS = 10_000;

/** @throws Failure E_USAGE, E_CONFLICT */
const watchInterval = ({ interval: intervalMs = INTERVAL_MS, maxInterval }: WatchInput): PollInterval =>
  checkedInterval({ intervalMs, maxIntervalMs: maxInterval ?? Math.max(intervalMs, MAX_INTERVAL_MS) });

/**
 * A watch can run without end, and without a first read there is nothing to compare with. So the first read is retried,
 * and fails, as in any other command. Outages are warnings, because silence would mean that nothing happens.
 */
const watchPollOptions = (
  { output }: Pick<Context, "output">,
  interval: PollInterval,
  endsAt: number,
): PollOptions => ({
  interval,
  deadline: { endsAt, graceMs: 0 },
  retriesFirstRead: true,
  log: output.warn,
  recoveredNote: "; what changed meanwhile comes now",
  interrupted: "stopped",
  // Reported only for the first read; later it just ends the watch.
  tooLate: () =>
    new Failure("E_TIMEOUT", "the first look was not over when --timeout was", {
      hint: ["Nothing was watched yet. Give it more time."],
      sent: "no",
    }),
});
