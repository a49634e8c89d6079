import type { CommandNode } from "../context/command-node.js";
import { Failure } from "../failures/failure.js";
import { everyNode } from "../views/command-nodes.js";

/** Dashes that word processors and chats put in the place of one or two hyphens, at the start of an option. */
const DASHED = /^(?:[\u2010-\u2015\u2212][-\u2010-\u2015\u2212]?|-[\u2010-\u2015\u2212])([a-z][\w-]*)/i;

/**
 * A pasted `–-status` looks like an option, and would count as a word.
 * @throws Failure E_OPTION, which suggests the line with hyphens
 */
export const assertHyphens = (argv: readonly string[], tree: () => CommandNode): void => {
  const end = argv.indexOf("--");
  const word = argv.slice(0, end < 0 ? argv.length : end).find((each) => DASHED.test(each));
  if (word === undefined) return;
  const [start = "", name = ""] = DASHED.exec(word) ?? [];
  const hyphens = name.length === 1 ? "-" : "--";
  const options = everyNode(tree()).flatMap((node) => node.options);
  const isOption = options.some(({ flags }) => flags.split(/[ ,]+/).includes(`${hyphens}${name}`));
  if (!isOption) return;
  throw new Failure("E_OPTION", `"${word}" starts with a dash instead of a hyphen`, {
    hint: ["Text editors and chats replace hyphens with dashes. Nothing was sent."],
    correction: { wrong: word, right: `${hyphens}${name}${word.slice(start.length)}` },
  });
};
