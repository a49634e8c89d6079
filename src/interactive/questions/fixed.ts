import type { InputKind } from "../../failures/missing-input.js";
import { BACK } from "../../prompts/prompts.js";
import { type Answers, withValue } from "../answers.js";
import { type Asking, pickOf } from "../asking.js";
import type { Step } from "../walk.js";

/** A question whose answers are a few words. */
export const askWord =
  (kind: InputKind, message: string, words: readonly string[]) =>
  ({ prompts }: Asking): Step<Answers> =>
  async (answers) => {
    const word = await prompts.pick(
      pickOf(
        message,
        words.map((value) => ({ value, name: value })),
      ),
    );
    return word === BACK ? BACK : withValue(answers, kind, word);
  };

/** A question for any text but none. */
export const askText =
  (kind: InputKind, message: string) =>
  ({ prompts }: Asking): Step<Answers> =>
  async (answers) => {
    const text = await prompts.text({
      message,
      problem: (given) => (given.trim() === "" ? "Something has to stand here" : undefined),
    });
    return text === BACK ? BACK : withValue(answers, kind, text.trim());
  };
