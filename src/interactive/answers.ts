import type { InputKind } from "../failures/missing-input.js";
import type { Message } from "../model/message.js";

/** What is known so far: typed on the line, or answered. */
export interface Answers {
  readonly values: Readonly<Partial<Record<InputKind, string>>>;
  /** The profile to ask with, where one was chosen. */
  readonly profile?: string;
  /** The chosen message, where it was seen. */
  readonly message?: Message;
  /** Words for the payload. */
  readonly payload: readonly string[];
  /** Whether somebody agreed to replace, or take back, the other button's answer. */
  readonly isOverwriting?: boolean;
}

export const withValue = (answers: Answers, kind: InputKind, value: string): Answers => ({
  ...answers,
  values: { ...answers.values, [kind]: value },
});
