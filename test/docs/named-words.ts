import type { CommandNode } from "../../src/context/command-node.js";

/** A command line that a page names, in a sentence or in a block. */
export interface NamedLine {
  readonly text: string;
  /** The command, such as `action set`; empty where only the program is named. */
  readonly path: string;
  /** The first word that looks like a command and is none. */
  readonly stray: string | undefined;
  /** As typed: `--status`, `-q`. */
  readonly options: readonly string[];
}

const children = (tree: CommandNode, path: string): readonly string[] => {
  const node = path === "" ? tree : find(tree, path);
  return node?.children.map((child) => child.path.split(" ").at(-1) ?? "") ?? [];
};

export const find = (tree: CommandNode, path: string): CommandNode | undefined =>
  tree.path === path
    ? tree
    : tree.children.map((child) => find(child, path)).find((found) => found !== undefined);

const WORD = /^[a-z][a-z-]*$/;

/** What is quoted, and whatever a shell would take for itself, is no part of the words. */
const wordsOf = (line: string): string[] => {
  const own = line.replace(/"(?:\\.|[^"])*"|'[^']*'/g, "TEXT").split(/[|;&<>()]|\s#\s/)[0] ?? "";
  return own.split(/\s+/).filter(Boolean);
};

/** What stands in blocks and between backticks. */
const codeIn = (text: string): string =>
  [...text.matchAll(/^```[^\n]*\n(.*?)^```$|`([^`\n]+)`/gms)]
    .map(([, block, span]) => block ?? span ?? "")
    .join("\n");

/** Every command line of the program that a page shows. */
export const linesIn = (text: string, tree: CommandNode): NamedLine[] =>
  [
    ...codeIn(text)
      .replaceAll(/\\\n\s*/g, " ")
      .matchAll(/(?<![\w./"-])novu-msg (?!sandbox\.)([^\n`]*)/g),
  ].map(([whole, rest = ""]) => {
    const words = wordsOf(rest);
    let path = "";
    let at = 0;
    while (children(tree, path).includes(words[at] ?? "")) {
      path = `${path} ${words[at]}`.trim();
      at += 1;
    }
    const next = words[at] ?? "";
    const isGroup = children(tree, path).length > 0;
    return {
      text: whole,
      path,
      stray: isGroup && WORD.test(next) ? next : undefined,
      options: words.filter((word) => /^--?[a-zA-Z]/.test(word)).map((word) => word.replace(/=.*$/, "")),
    };
  });

/** Every spelling of a command's options, and of those that all commands have. */
export const spellingsOf = (tree: CommandNode, path: string): ReadonlySet<string> => {
  const node = find(tree, path);
  const options = [...tree.options, ...(node?.options ?? [])];
  return new Set(options.flatMap(({ flags }) => flags.match(/--?[a-zA-Z][\w-]*/g) ?? []));
};
