import type { CommandNode } from "../context/command-node.js";
import { buildProgram } from "./program.js";

/** All that can be typed: what the build writes down, for whoever only asks what there is. */
export const wholeTree = (): CommandNode =>
  buildProgram(async () => {}, { version: "", write: () => {}, width: 0 }).tree();
