import { buildProgram } from "../../src/cli/program.js";
import type { CommandNode } from "../../src/context/command-node.js";

export const programTree = (): CommandNode =>
  buildProgram(async () => {}, { version: "0.0.0-test", write: () => {}, width: 80 }).tree();
