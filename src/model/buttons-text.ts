import type { Message } from "./message.js";

/** The buttons of a message and where its one answer stands, in one line: `[Approve: done] [Reject]`. */
export const buttonsText = ({ buttons, slot }: Message): string => {
  const isKnown = slot.button === undefined || buttons.some(({ type }) => type === slot.button);
  const shown = [
    ...buttons.map(({ type, label }) => ({ label: label || type, isHolder: type === slot.button })),
    // Somebody set a button that the message does not have; hiding that would hide the answer.
    ...(isKnown ? [] : [{ label: slot.button ?? "", isHolder: true }]),
  ];
  const texts = shown.map(({ label, isHolder }) =>
    isHolder ? `[${label}: ${slot.status ?? "without status"}]` : `[${label}]`,
  );
  const isLoose = slot.button === undefined && slot.status === "done";
  return [...texts, ...(isLoose ? ["done"] : [])].join(" ");
};
