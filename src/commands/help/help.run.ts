import type { Outcome } from "../../context/command-module.js";
import type { CommandNode } from "../../context/command-node.js";
import type { Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import { closest, didYouMean } from "../../model/did-you-mean.js";
import type { View } from "../../output/view.js";
import { everyNode } from "../../views/command-nodes.js";
import { helpText } from "../../views/help-text.js";
import { topicText } from "../../views/topic-text.js";
import type { HelpTopic } from "./help.js";
import type { HelpDocument } from "./help.schema.js";
import { TOPICS } from "./topics.js";

interface HelpInput {
  /** A topic, or the words of a command. */
  readonly words: readonly string[];
}

const run = async (
  { commandTree, output: { textWidth } }: Pick<Context, "commandTree" | "output">,
  { words }: HelpInput,
): Promise<Outcome<HelpDocument>> => {
  const tree = commandTree();
  const topic = words.join(" ");
  if (isTopic(topic)) return { model: { topic, text: topicText(TOPICS[topic](tree), textWidth) } };
  const node = everyNode(tree).find(({ path }) => path === topic);
  if (node !== undefined) return { model: { topic, text: helpText(node, tree.options, textWidth) } };
  throw unknownTopic(topic, tree);
};

const isTopic = (text: string): text is HelpTopic => Object.hasOwn(TOPICS, text);

const unknownTopic = (topic: string, tree: CommandNode): Failure => {
  const topics = Object.keys(TOPICS);
  const names = [...topics, ...everyNode(tree).map(({ path }) => path)].filter((name) => name !== "");
  const meant = closest(topic, names);
  return new Failure("E_ENUM", `there is no help on "${topic}"${didYouMean(meant)}`, {
    hint: [`Topics: ${topics.join(", ")}.`],
    next: [{ words: ["novu-msg", "help", ...(meant ?? "exit-codes").split(" ")] }],
  });
};

const document = ({ topic, text }: HelpDocument) => ({ topic, text });
const view = ({ text }: HelpDocument): View => ({ text });

export const body = { run, document, view };
