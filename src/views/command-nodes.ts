import type { CommandNode } from "../context/command-node.js";

/** A command and all below it. */
export const everyNode = (node: CommandNode): CommandNode[] => [node, ...node.children.flatMap(everyNode)];

/** The commands that do something; groups are only in their paths. */
export const leavesOf = (node: CommandNode): CommandNode[] =>
  everyNode(node).filter(({ children }) => children.length === 0);
