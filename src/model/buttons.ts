import type { Message, MessageButton } from "./message.js";

/** The buttons of a message with its answer, in one line: `[Approve: done] [Reject]`. */
export const buttonsText = ({ buttons, answer }: Message): string => {
  const isKnown = answer.button === undefined || buttons.some(({ type }) => type === answer.button);
  const shown = [
    ...buttons.map(({ type, label }) => ({ label: label || type, isAnswered: type === answer.button })),
    // The answer can be of a button that the message does not have; hiding the button would hide the answer.
    ...(isKnown ? [] : [{ label: answer.button ?? "", isAnswered: true }]),
  ];
  const texts = shown.map(({ label, isAnswered }) =>
    isAnswered ? `[${label}: ${answer.status ?? "without status"}]` : `[${label}]`,
  );
  const isLoose = answer.button === undefined && answer.status === "done";
  return [...texts, ...(isLoose ? ["done"] : [])].join(" ");
};

/** The buttons with that label: exact matches; if there are none, matches that ignore case and surrounding space. */
export const buttonsLabelled = <Labelled extends Pick<MessageButton, "type" | "label">>(
  buttons: readonly Labelled[],
  label: string,
): readonly Labelled[] => {
  const exact = buttons.filter((button) => button.label.normalize() === label.normalize());
  if (exact.length > 0) return exact;
  return buttons.filter((button) => isSameLabel(button.label, label));
};

/** Whether two labels differ only in case and surrounding space. */
export const isSameLabel = (one: string, other: string): boolean => loose(one) === loose(other);

/** Normalized, because letters with accents can be written as one character or as two. */
const loose = (label: string): string => label.normalize().trim().toLowerCase();
