import { buttonsText } from "../model/buttons.js";
import { relativeTime } from "../model/durations.js";
import type { Message } from "../model/message.js";
import type { Novu } from "../novu/novu.js";
import type { Choice, Search } from "../prompts/prompts.js";

export interface MessageChoice {
  readonly id: string;
  /** Undefined if only an ID was typed. */
  readonly message: Message | undefined;
}

/** Small enough for a quick first page. */
const PAGE_SIZE = 50;

/** Finds a subscriber's messages, newest first, by title, workflow, button label or ID. */
export const messageSearch = (
  novu: Pick<Novu, "messagePages">,
  subscriberId: string | undefined,
  now: () => number,
): Search<MessageChoice> =>
  async function* (term, signal) {
    const query = term.trim().toLowerCase();
    for await (const { messages } of novu.messagePages({ subscriberId, pageSize: PAGE_SIZE, signal })) {
      const found = messages.flatMap(({ message }) => choiceOf(message, now()));
      yield found.filter(({ name, detail, value }) =>
        `${name} ${detail} ${value.id}`.toLowerCase().includes(query),
      );
    }
  };

const choiceOf = (message: Message, now: number): Choice<MessageChoice>[] => {
  const { id, title, workflow, createdAt } = message;
  if (id === undefined) return [];
  const age = createdAt === undefined ? undefined : relativeTime(createdAt, now);
  const detail = [buttonsText(message) || "no buttons", workflow, age].filter(Boolean).join(" · ");
  return [{ value: { id, message }, name: title || "without a title", detail, description: id }];
};
