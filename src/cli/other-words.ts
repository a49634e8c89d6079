import type { CommandNode } from "../context/command-node.js";

/** The command words of other tools, and ours for the same. They work, but no help, docs or completion names them. */
const FIRST_WORDS: Readonly<Record<string, readonly string[]>> = {
  actions: ["action"],
  messages: ["message"],
  subscribers: ["subscriber"],
  profiles: ["profile"],
  sandboxes: ["sandbox"],
  auth: ["profile"],
  config: ["profile"],
  login: ["profile", "add"],
  logout: ["profile", "remove"],
  switch: ["profile", "use"],
  ls: ["message", "list"],
  rm: ["message", "delete"],
  version: ["--version"],
};

/** The same for the words below a group. Several words replace the group's, too. */
const SECOND_WORDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  action: { ls: ["message", "list"] },
  message: { ls: ["list"], rm: ["delete"], remove: ["delete"], get: ["show"], view: ["show"] },
  subscriber: { ls: ["list"], get: ["show"], view: ["show"] },
  profile: {
    ls: ["list"],
    rm: ["remove"],
    delete: ["remove"],
    login: ["add"],
    create: ["add"],
    logout: ["remove"],
    switch: ["use"],
    get: ["show"],
    view: ["show"],
    edit: ["set"],
    update: ["set"],
  },
  sandbox: { click: ["press"], ls: ["list"], ps: ["list"], rm: ["stop"] },
};

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(FIRST_WORDS),
  ...Object.values(SECOND_WORDS).flatMap((words) => Object.keys(words)),
]);

/**
 * The line with our command words in place of those of other tools. Only the words that name the command are replaced.
 * @param loadTree called only if the line has such a word
 */
export const withOwnWords = (argv: readonly string[], loadTree: () => CommandNode): readonly string[] => {
  if (!argv.some((word) => KNOWN.has(word))) return argv;
  const tree = loadTree();
  const first = commandWordAt(argv, 0, tree);
  const line = replacedAt(argv, first, first, childOf(tree, argv[first]) === undefined ? FIRST_WORDS : {});
  const group = childOf(tree, line[first]);
  if (group === undefined) return line;
  const second = commandWordAt(line, first + 1, tree);
  const isOwn = childOf(group, line[second]) !== undefined;
  return replacedAt(line, first, second, isOwn ? {} : (SECOND_WORDS[group.path] ?? {}));
};

/** Replaces the word at `at`; if two words stand for it, the one at `from` too. */
const replacedAt = (
  line: readonly string[],
  from: number,
  at: number,
  words: Readonly<Record<string, readonly string[]>>,
): readonly string[] => {
  const word = line[at] ?? "";
  const own = Object.hasOwn(words, word) ? words[word] : undefined;
  if (own === undefined) return line;
  const isBoth = own.length > 1 && from !== at;
  return line.flatMap((other, index) => {
    if (index === at) return own;
    return isBoth && index === from ? [] : [other];
  });
};

const childOf = (node: CommandNode, word: string | undefined): CommandNode | undefined =>
  node.children.find(({ path }) => path.split(" ").at(-1) === word);

/** The index of the first word from `from` on that is neither an option nor the value of one; the length if there is none. */
const commandWordAt = (argv: readonly string[], from: number, { options }: CommandNode): number => {
  const takesNext = (word: string): boolean => {
    if (word.startsWith("--")) return options.some(({ long, takesValue }) => long === word && takesValue);
    const letter = word.at(-1);
    return options.some(({ flags, takesValue }) => takesValue && flags.startsWith(`-${letter},`));
  };
  for (let at = from; at < argv.length; at += 1) {
    const word = argv[at] ?? "";
    if (word === "--") return argv.length;
    if (!word.startsWith("-")) return at;
    if (takesNext(word)) at += 1;
  }
  return argv.length;
};
