import type { CommandNode } from "../context/command-node.js";
import { answerText } from "./answer-text.js";
import type { KnownValues } from "./known-values.js";
import { suggest } from "./suggest.js";
import { readLine, type TypedLine } from "./typed-line.js";

/** The answer to a shell that asks what may come; `knowing` gets the line, since where a run goes is on it. */
export const complete = async (
  tree: CommandNode,
  words: readonly string[],
  knowing: (line: TypedLine) => KnownValues,
): Promise<string> => {
  const line = readLine(tree, words);
  return answerText(await suggest(line, knowing(line)));
};
