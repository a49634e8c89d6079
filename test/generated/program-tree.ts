import { buildProgram } from "../../src/cli/program.js";
import type { CommandNode } from "../../src/context/command-node.js";

export const programTree = (): CommandNode =>
  buildProgram(async () => {}, { version: "0.0.0-test", write: () => {} }).tree();

export const leavesOf = (node: CommandNode): CommandNode[] =>
  node.children.length === 0 ? [node] : node.children.flatMap(leavesOf);

export const everyNode = (node: CommandNode): CommandNode[] => [node, ...node.children.flatMap(everyNode)];
