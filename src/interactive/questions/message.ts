import { isMessageId } from "../../model/message-id.js";
import { BACK } from "../../prompts/prompts.js";
import { type Answers, withValue } from "../answers.js";
import type { Asking } from "../asking.js";
import { type FoundMessage, searchMessages } from "../search-messages.js";
import type { Step } from "../walk.js";

/** Which message: newest first; a typed text narrows them, a typed id is taken as it is. */
export const askMessage =
  (asking: Asking): Step<Answers> =>
  async (answers) => {
    const { novu } = await asking.open(answers);
    const { subscriber } = answers.values;
    const chosen = await asking.prompts.pick<FoundMessage>({
      message: subscriber === undefined ? "Message" : `Message of ${subscriber}`,
      search: searchMessages(novu, subscriber, asking.now),
      typed: (text) => {
        const id = text.trim().toLowerCase();
        return isMessageId(id)
          ? { value: { id, message: undefined }, name: `use ${id} as the id`, short: id }
          : undefined;
      },
      none: "there is no such message",
    });
    if (chosen === BACK) return BACK;
    const { message: _earlier, ...rest } = withValue(answers, "message", chosen.id);
    return chosen.message === undefined ? rest : { ...rest, message: chosen.message };
  };
