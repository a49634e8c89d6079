import type { ArgumentNode, OptionNode } from "../context/command-node.js";

/** What help, docs and man pages say of an option: its meaning, its words, whether it repeats, its default. */
export const describedOption = ({
  description,
  choices,
  isRepeatable,
  default: preset,
}: OptionNode): string =>
  withNotes(description, [
    choices.join(", "),
    isRepeatable ? "repeatable" : "",
    preset === undefined ? "" : `default: ${preset}`,
  ]);

export const describedArgument = ({ description, choices }: ArgumentNode): string =>
  withNotes(description, [choices.join(", ")]);

const withNotes = (description: string, notes: readonly string[]): string => {
  const said = notes.filter((note) => note !== "");
  return said.length === 0 ? description : `${description} (${said.join("; ")})`;
};
