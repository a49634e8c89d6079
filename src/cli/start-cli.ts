import type { CommandNode } from "../context/command-node.js";
import type { Host } from "../context/host.js";
import { colorLevel, plainStyle } from "../output/style.js";
import { hasUnicode, textWidth } from "../output/terminal-stream.js";
import type { OpenedKeys } from "../secrets/opened-keys.js";
import { helpText } from "../views/help-text.js";
import { isCompletionRequest } from "./completion-request.js";

/** Settings of Node to make before more code is loaded. */
interface Preparations {
  /** Turns on Node's code cache. */
  readonly useCodeCache: () => void;
  readonly prepareRun: () => void;
}

/**
 * Runs one command line and returns its exit code. Completion, help and the version need only the tree recorded by the
 * build, so no command is loaded for them.
 * @param keys collects the opened keys, to be masked in all output
 */
export const startCli = async (
  host: Host,
  keys: OpenedKeys,
  { useCodeCache, prepareRun }: Preparations,
): Promise<number> => {
  if (isCompletionRequest(host)) {
    useCodeCache();
    const { answerCompletion } = await import("./answer-completion.js");
    await answerCompletion(host);
    return 0;
  }
  // An ASCII terminal gets its help from runCli, which replaces the other characters.
  const isExact = !host.stdout.isTerminal || hasUnicode(host);
  const text = isExact ? await staticText(host) : undefined;
  const rest = text === undefined ? undefined : host.writeNow(text);
  if (rest?.length === 0) return 0;
  useCodeCache();
  prepareRun();
  if (rest !== undefined) return (await import("./flush-stdout.js")).flushStdout(rest, host);
  return (await import("./run-cli.js")).runCli(host, keys);
};

type StaticTextHost = Pick<Host, "argv" | "env" | "version" | "stdout" | "commandTree">;

/** The version, or the help for a line of only command words and `--help`; undefined for any other line. */
const staticText = async ({
  argv,
  env,
  version,
  stdout,
  commandTree,
}: StaticTextHost): Promise<string | undefined> => {
  const words = argv.slice(0, -1);
  const last = argv.at(-1);
  if (last === "--version" || last === "-V") return words.length === 0 ? `${version}\n` : undefined;
  if (last !== "--help" && last !== "-h") return undefined;
  const tree = commandTree();
  const node = words.reduce<CommandNode | undefined>(below, tree);
  if (node === undefined) return undefined;
  const level = colorLevel({ mode: "auto", isTerminal: stdout.isTerminal, env });
  const style = level === 0 ? plainStyle : (await import("../output/chalk-style.js")).createChalkStyle(level);
  return `${helpText(node, tree.options, textWidth(stdout), style)}\n`;
};

const below = (node: CommandNode | undefined, word: string): CommandNode | undefined =>
  node?.children.find(({ path }) => path.split(" ").at(-1) === word);
