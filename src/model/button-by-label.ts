import type { MessageButton } from "./message.js";

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
