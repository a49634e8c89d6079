import { BACK } from "../../prompts/prompts.js";
import { type Answers, withValue } from "../answers.js";
import type { Asking } from "../asking.js";
import { searchSubscribers } from "../search-subscribers.js";
import type { Step } from "../walk.js";

/** Whose message: recent ones first, then what Novu knows; any id can be typed. */
export const askSubscriber =
  (asking: Asking): Step<Answers> =>
  async (answers) => {
    const { novu } = await asking.open(answers);
    const { subscribers: recent } = await (await asking.recents()).read();
    const subscriber = await asking.prompts.pick({
      message: "Subscriber",
      search: searchSubscribers(novu, recent),
      typed: (text) => {
        const id = text.trim();
        return id === "" ? undefined : { value: id, name: `use “${id}” as the id` };
      },
      none: "this environment has no such subscriber",
    });
    return subscriber === BACK ? BACK : withValue(answers, "subscriber", subscriber);
  };
