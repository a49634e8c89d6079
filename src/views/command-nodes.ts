import type { CommandNode } from "../context/command-node.js";

/** A command and all its descendants. */
export const everyNode = (node: CommandNode): CommandNode[] => [node, ...node.children.flatMap(everyNode)];

/** The commands without subcommands. */
export const leavesOf = (node: CommandNode): CommandNode[] =>
  everyNode(node).filter(({ children }) => children.length === 0);
