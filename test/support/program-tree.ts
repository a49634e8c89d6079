import { wholeTree } from "../../src/cli/whole-tree.js";
import type { CommandNode } from "../../src/context/command-node.js";

const TREE = await wholeTree();

export const programTree = (): CommandNode => TREE;
