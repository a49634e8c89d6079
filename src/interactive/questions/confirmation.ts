import { Failure } from "../../failure/failure.js";
import { BACK } from "../../prompts/prompts.js";
import { describeSlot } from "../../views/action-change-view.js";
import { placeText } from "../../views/place-text.js";
import type { Answers } from "../answers.js";
import { type Asking, pickOf } from "../asking.js";
import type { Step } from "../walk.js";

/** Shows what is going to be written, where, and what it replaces; asks for a yes. */
export const askConfirmation =
  (asking: Asking): Step<Answers> =>
  async (answers) => {
    await asking.output.show(await summaryLines(asking, answers));
    const agreed = await asking.prompts.pick(
      pickOf("Write it?", [
        { value: true, name: "yes, write it" },
        { value: false, name: "no, leave it as it is" },
      ]),
    );
    if (agreed === false) throw new Failure("E_INTERRUPTED", "left as it was; nothing was sent");
    return agreed === BACK ? BACK : answers;
  };

const summaryLines = async ({ open }: Asking, answers: Answers): Promise<string[]> => {
  const { facts, environment } = await open(answers);
  const { message, values, payload } = answers;
  const label = message?.buttons.find(({ type }) => type === values.button)?.label;
  const rows: readonly (readonly [string, string])[] = [
    ["set", `${values.button}${label === undefined ? "" : ` “${label}”`} → ${values.status}`],
    ["message", `${message?.title ? `${message.title} · ` : ""}${values.message}`],
    ["for", values.subscriber ?? ""],
    ["payload", payloadText(payload)],
    ["replaces", message === undefined ? "not known: this message was not seen" : describeSlot(message.slot)],
    ["in", placeText(facts, environment.name ?? environment.id)],
  ];
  return ["", ...rows.map(([name, text]) => `  ${name.padEnd(8)}  ${text}`), ""];
};

/** The values without the options that carry them. */
const payloadText = (words: readonly string[]): string => {
  if (words.length === 0) return "as it is";
  return words.length === 1 ? "removed" : words.filter((_, at) => at % 2 === 1).join(", ");
};
