import type { CommandNode } from "../context/command-node.js";
import { loadCommands } from "./load-commands.js";
import { buildProgram } from "./program.js";

/** All that can be typed: what the build writes down, for whoever only asks what there is. */
export const wholeTree = async (): Promise<CommandNode> =>
  buildProgram(async () => {}, await loadCommands(), { version: "", write: () => {}, width: 0 }).tree();
