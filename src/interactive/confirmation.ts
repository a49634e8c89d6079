import { Failure } from "../failures/failure.js";
import { BACK } from "../prompts/prompts.js";
import { describeAnswer } from "../views/answer-table.js";
import { locationText } from "../views/location-text.js";
import type { Step } from "./wizard.js";
import { type Answers, selectFrom, type WizardContext } from "./wizard-context.js";

/** Shows what will be written, where, and what it replaces, and asks for confirmation. */
export const askConfirmation =
  (wizardContext: WizardContext): Step<Answers> =>
  async (answers) => {
    await wizardContext.prompts.show(await summaryLines(wizardContext, answers));
    const answered = otherAnswer(answers);
    if (answered !== undefined) return confirmOverwriting(wizardContext, answers, answered);
    const { connection } = await wizardContext.open(answers);
    // The command itself asks for a protected profile's name; one confirmation is enough.
    if (connection.profile?.isProtected) return undefined;
    const agreed = await wizardContext.prompts.select(
      selectFrom("Apply this change?", [
        { value: true, name: "yes, apply it" },
        { value: false, name: "no, cancel" },
      ]),
    );
    if (agreed === false) throw new Failure("E_INTERRUPTED", "canceled; nothing was sent");
    return agreed === BACK ? BACK : answers;
  };

/** The label of the other button, if it was pressed. */
const otherAnswer = ({ message, values }: Answers): string | undefined => {
  const { answer, buttons } = message ?? {};
  if (answer?.status !== "done" || answer.button === values.button) return undefined;
  return buttons?.find(({ type }) => type === answer.button)?.label || answer.button || "another answer";
};

/** Asked even for a protected profile, since it replaces another person's answer. */
const confirmOverwriting = async (
  wizardContext: WizardContext,
  answers: Answers,
  label: string,
): Promise<Answers | typeof BACK> => {
  const verb = answers.values.status === "done" ? "replace" : "take back";
  const agreed = await wizardContext.prompts.select(
    selectFrom(`"${label}" was pressed. Both buttons share one answer: ${verb} it?`, [
      { value: false, name: "no, keep that answer" },
      { value: true, name: `yes, ${verb} it` },
    ]),
  );
  if (agreed === false) throw new Failure("E_INTERRUPTED", "canceled; nothing was sent");
  return agreed === BACK ? BACK : { ...answers, isOverwriteConfirmed: true };
};

const summaryLines = async ({ open }: WizardContext, answers: Answers): Promise<string[]> => {
  const { connection, environment } = await open(answers);
  const { message, values, payload } = answers;
  const label = message?.buttons.find(({ type }) => type === values.button)?.label;
  const rows: readonly (readonly [string, string])[] = [
    ["set", `${values.button}${label === undefined ? "" : ` “${label}”`} → ${values.status}`],
    ["message", `${message?.title ? `${message.title} · ` : ""}${values.message}`],
    ["for", values.subscriber ?? ""],
    ["payload", payloadText(payload, message?.answer.payload !== undefined)],
    ["now", message === undefined ? "unknown: this message wasn't read" : describeAnswer(message.answer)],
    ["in", locationText(connection, environment.name ?? environment.id)],
  ];
  return ["", ...rows.map(([name, text]) => `  ${name.padEnd(8)}  ${text}`), ""];
};

/** The payload in words, without option names. */
const payloadText = (words: readonly string[], isStored: boolean): string => {
  if (words.length === 0) return isStored ? "the stored one is kept" : "none";
  return words.length === 1 ? "the stored one is removed" : words.filter((_, at) => at % 2 === 1).join(", ");
};
