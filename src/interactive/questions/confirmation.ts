import { Failure } from "../../failures/failure.js";
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
    await asking.prompts.show(await summaryLines(asking, answers));
    const answered = otherAnswer(answers);
    if (answered !== undefined) return confirmOverwriting(asking, answers, answered);
    const { facts } = await asking.open(answers);
    // The line itself is going to ask for a protected profile's name; one question is enough.
    if (facts.profile?.isProtected) return undefined;
    const agreed = await asking.prompts.pick(
      pickOf("Write it?", [
        { value: true, name: "yes, write it" },
        { value: false, name: "no, leave it as it is" },
      ]),
    );
    if (agreed === false) throw new Failure("E_INTERRUPTED", "left as it was; nothing was sent");
    return agreed === BACK ? BACK : answers;
  };

/** The label of the other button, where that one holds the answer. */
const otherAnswer = ({ message, values }: Answers): string | undefined => {
  const { slot, buttons } = message ?? {};
  if (slot?.status !== "done" || slot.button === values.button) return undefined;
  return buttons?.find(({ type }) => type === slot.button)?.label || slot.button || "another answer";
};

/** Asked also where a protected profile's name is going to be: this is about another person's answer. */
const confirmOverwriting = async (
  asking: Asking,
  answers: Answers,
  label: string,
): Promise<Answers | typeof BACK> => {
  const verb = answers.values.status === "done" ? "replace" : "take back";
  const agreed = await asking.prompts.pick(
    pickOf(`"${label}" was pressed. Both buttons share one answer: ${verb} it?`, [
      { value: false, name: "no, keep that answer" },
      { value: true, name: `yes, ${verb} it` },
    ]),
  );
  if (agreed === false) throw new Failure("E_INTERRUPTED", "left as it was; nothing was sent");
  return agreed === BACK ? BACK : { ...answers, isOverwriting: true };
};

const summaryLines = async ({ open }: Asking, answers: Answers): Promise<string[]> => {
  const { facts, environment } = await open(answers);
  const { message, values, payload } = answers;
  const label = message?.buttons.find(({ type }) => type === values.button)?.label;
  const rows: readonly (readonly [string, string])[] = [
    ["set", `${values.button}${label === undefined ? "" : ` “${label}”`} → ${values.status}`],
    ["message", `${message?.title ? `${message.title} · ` : ""}${values.message}`],
    ["for", values.subscriber ?? ""],
    ["payload", payloadText(payload, message?.slot.payload !== undefined)],
    ["now", message === undefined ? "not known: this message was not looked at" : describeSlot(message.slot)],
    ["in", placeText(facts, environment.name ?? environment.id)],
  ];
  return ["", ...rows.map(([name, text]) => `  ${name.padEnd(8)}  ${text}`), ""];
};

/** The values without the options that carry them. */
const payloadText = (words: readonly string[], isStored: boolean): string => {
  if (words.length === 0) return isStored ? "the stored one stays" : "none";
  return words.length === 1 ? "the stored one is removed" : words.filter((_, at) => at % 2 === 1).join(", ");
};
