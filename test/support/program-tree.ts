import { wholeTree } from "../../scripts/documents/command-tree.js";
import type { CommandNode } from "../../src/context/command-node.js";
import { everyNode } from "../../src/views/command-nodes.js";

const TREE = await wholeTree();

export const programTree = (): CommandNode => TREE;

/** The names that `--fields` accepts for a command. */
export const knownFields = (path: string): readonly string[] =>
  everyNode(TREE).find((node) => node.path === path)?.fields ?? [];
