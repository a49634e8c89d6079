import type { CommandNode } from "../context/command-node.js";
import type { Host } from "../context/host.js";
import { textWidth } from "../output/text-width.js";
import { helpText } from "../views/help-text.js";

type Asked = Pick<Host, "argv" | "version" | "stdout" | "commandTree">;

/** The version, or the help of a command whose words stand alone before `--help`; undefined for any other line. */
export const readyText = ({ argv, version, stdout, commandTree }: Asked): string | undefined => {
  const words = argv.slice(0, -1);
  const last = argv.at(-1);
  if (last === "--version" || last === "-V") return words.length === 0 ? `${version}\n` : undefined;
  if (last !== "--help" && last !== "-h") return undefined;
  const tree = commandTree();
  const node = words.reduce<CommandNode | undefined>(below, tree);
  return node && `${helpText(node, tree.options, textWidth(stdout))}\n`;
};

const below = (node: CommandNode | undefined, word: string): CommandNode | undefined =>
  node?.children.find(({ path }) => path.split(" ").at(-1) === word);
