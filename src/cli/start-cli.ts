import type { CommandNode } from "../context/command-node.js";
import type { Host } from "../context/host.js";
import { showsUnicode, textWidth } from "../output/terminal-stream.js";
import type { OpenedKeys } from "../secrets/opened-keys.js";
import { helpText } from "../views/help-text.js";
import { isCompletionRequest } from "./completion-request.js";

/** What Node is told before more of us is loaded. */
export interface Preparations {
  /** Lets Node keep what it compiles from here on. */
  readonly keepCompiled: () => void;
  readonly prepareForCommands: () => void;
}

/**
 * Runs one command line to its end and gives the exit code. What needs no command, only what the build wrote down,
 * is answered without loading any.
 * @param keys gets the keys that are opened, so that nothing said anywhere repeats them
 */
export const startCli = async (
  host: Host,
  keys: OpenedKeys,
  { keepCompiled, prepareForCommands }: Preparations,
): Promise<number> => {
  if (isCompletionRequest(host)) {
    keepCompiled();
    const { answerCompletion } = await import("./answer-completion.js");
    await answerCompletion(host);
    return 0;
  }
  // A terminal of few signs gets its help by the way on which they are replaced.
  const isExact = !host.stdout.isTerminal || showsUnicode(host);
  const text = isExact ? readyText(host) : undefined;
  const rest = text === undefined ? undefined : host.writeNow(text);
  if (rest?.length === 0) return 0;
  keepCompiled();
  prepareForCommands();
  if (rest !== undefined) return (await import("./flush-stdout.js")).flushStdout(rest, host);
  return (await import("./run-cli.js")).runCli(host, keys);
};

type Asked = Pick<Host, "argv" | "version" | "stdout" | "commandTree">;

/** The version, or the help of a command whose words stand alone before `--help`; undefined for any other line. */
const readyText = ({ argv, version, stdout, commandTree }: Asked): string | undefined => {
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
