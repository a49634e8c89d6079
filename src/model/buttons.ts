import type { Message, MessageButton } from "./message.js";

/** The buttons of a message and where its one answer stands, in one line: `[Approve: done] [Reject]`. */
export const buttonsText = ({ buttons, answer }: Message): string => {
  const isKnown = answer.button === undefined || buttons.some(({ type }) => type === answer.button);
  const shown = [
    ...buttons.map(({ type, label }) => ({ label: label || type, isHolder: type === answer.button })),
    // Somebody set a button that the message does not have; hiding that would hide the answer.
    ...(isKnown ? [] : [{ label: answer.button ?? "", isHolder: true }]),
  ];
  const texts = shown.map(({ label, isHolder }) =>
    isHolder ? `[${label}: ${answer.status ?? "without status"}]` : `[${label}]`,
  );
  const isLoose = answer.button === undefined && answer.status === "done";
  return [...texts, ...(isLoose ? ["done"] : [])].join(" ");
};

/** The buttons with that label: those that have it exactly, else those that have it but for upper and lower case. */
export const buttonsLabelled = (
  buttons: readonly MessageButton[],
  label: string,
): readonly MessageButton[] => {
  const exact = buttons.filter((button) => button.label === label);
  if (exact.length > 0) return exact;
  const wanted = label.trim().toLowerCase();
  return buttons.filter((button) => button.label.trim().toLowerCase() === wanted);
};
