import type { CommandNode } from "../context/command-node.js";
import { loadCommands } from "./load-commands.js";
import { buildProgram } from "./program.js";

/** All commands and options. The build records them for help and completion. */
export const wholeTree = async (): Promise<CommandNode> =>
  buildProgram(async () => {}, await loadCommands(), { version: "", write: () => {}, width: 0 }).tree();
