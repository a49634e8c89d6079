import type { Message } from "./message.js";

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
