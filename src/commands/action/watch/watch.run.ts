import type { AsItHappens } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { startLooking } from "../../../polling/keep-looking.js";
import { counted } from "../../../views/counted.js";
import { placeText } from "../../../views/place-text.js";
import { type WatchEvent, watchEventDocument, watchEventView } from "../../../views/watch-event-view.js";
import { tellProgram } from "./tell-program.js";
import type { WatchInput } from "./watch-input.js";
import { watchLists } from "./watch-lists.js";
import { watchLook, watchPace } from "./watch-look.js";
import { watchScopes } from "./watch-scope.js";

type Needs = Pick<Context, "connect" | "output" | "now" | "random" | "sleep" | "signal" | "program">;

const NEWEST = 50;

/** Tells what changes, for as long as somebody listens (ADR 0023). */
export const run = async (context: Needs, input: WatchInput): Promise<AsItHappens<WatchEvent>> => {
  const { output } = context;
  const pace = watchPace(input);
  const program = input.exec === undefined ? undefined : await startable(context, input.exec);
  const { novu, facts } = await context.connect();
  const plan = {
    newest: input.newest ?? NEWEST,
    scopes: watchScopes(input),
    onBaseline: (count: number) =>
      output.note(`watching, ${counted(count, "message")} so far; Ctrl-C ends it`, placeText(facts)),
  };
  const columns = output.isForPerson ? output.textWidth : undefined;

  const looking = startLooking(context, novu, watchLook(context, { pace, timeoutMs: input.timeout }));
  const lists = watchLists(context, looking.looks, plan);

  async function* events(): AsyncIterable<WatchEvent> {
    let told = 0;
    for await (const { change, at, scope } of looking.keepLooking(lists)) {
      if (input.events !== undefined && !input.events.includes(change.event)) continue;
      const subscriberId = change.sighting.message.subscriberId ?? scope.subscriberId;
      const event = { change, at, subscriberId, columns };
      yield event;
      await program?.(event);
      told += 1;
      if (told === input.count) return;
    }
  }

  return { events: events() };
};

/** The user's program for each event; that it fails is said, and no reason to end. */
const startable = async ({ output, program }: Needs, line: string) => {
  if (/\$\{?NOVU_/.test(line) && !/\s-c\s/.test(line)) {
    await output.warn("--exec runs without a shell, so $NOVU_… stays as it is; to use it write sh -c '…'");
  }
  const start = await program(line);
  return async (event: WatchEvent): Promise<void> => {
    const document = watchEventDocument(event);
    const end = await start(tellProgram(document));
    if (end !== 0) {
      const what = `"${document.event}" of message ${document.messageId}`;
      await output.warn(`--exec ended with ${end} after ${what}; the watch goes on`);
    }
  };
};

export const document = watchEventDocument;
export const view = watchEventView;
