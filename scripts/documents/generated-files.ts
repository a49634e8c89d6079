import { readFileSync } from "node:fs";
import path from "node:path";
import { HELP_TOPICS } from "../../src/commands/help/help.js";
import { TOPICS } from "../../src/commands/help/topics.js";
import { SHELL_SCRIPTS, SHELLS } from "../../src/completion/shell-script.js";
import type { CommandNode } from "../../src/context/command-node.js";
import { everyNode } from "../../src/views/command-nodes.js";
import { helpText } from "../../src/views/help-text.js";
import { topicText } from "../../src/views/topic-text.js";
import { wholeTree } from "./command-tree.js";
import { commandsPage } from "./commands-page.js";
import { exitCodesPage } from "./exit-codes-page.js";
import { manPages } from "./man-page.js";
import { seedSchemaText } from "./seed-schema.js";

/** Every file in these folders is generated. */
export const GENERATED_FOLDERS = ["man", "completions", "test/generated/help"];

/** Help as it is printed into a pipe. */
const HELP_WIDTH = 80;

/**
 * The text of every file that is generated from the code, by its path below `root`. package.json is
 * mostly written by hand; only its list of man pages is replaced.
 */
export const generatedFiles = async (root: string): Promise<ReadonlyMap<string, string>> => {
  const tree = await wholeTree();
  const man = manPages(tree);
  const current = (file: string): string => readFileSync(path.join(root, file), "utf8");
  return new Map([
    ["docs/commands.md", commandsPage(tree)],
    ["docs/exit-codes.md", exitCodesPage()],
    ["docs/sandbox-seed.schema.json", seedSchemaText()],
    ...SHELLS.map((shell) => {
      const { fileName, text } = SHELL_SCRIPTS[shell];
      return [`completions/${fileName}`, `${text.trimEnd()}\n`] as const;
    }),
    ...[...man].map(([name, text]) => [`man/${name}`, text] as const),
    ...helpFiles(tree),
    ["package.json", withManPages(current("package.json"), [...man.keys()])],
  ]);
};

const helpFiles = (tree: CommandNode): (readonly [string, string])[] => [
  ...everyNode(tree).map((node) => {
    const name = node.path.replaceAll(" ", "-") || "novu-msg";
    return [`test/generated/help/${name}.txt`, `${helpText(node, tree.options, HELP_WIDTH)}\n`] as const;
  }),
  ...HELP_TOPICS.map(
    (topic) =>
      [`test/generated/help/topic-${topic}.txt`, `${topicText(TOPICS[topic](tree), HELP_WIDTH)}\n`] as const,
  ),
];

const withManPages = (manifest: string, names: readonly string[]): string => {
  const parsed = JSON.parse(manifest);
  return `${JSON.stringify({ ...parsed, man: [...names].sort().map((name) => `man/${name}`) }, null, 2)}\n`;
};
