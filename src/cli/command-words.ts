import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/** A command and those above it, the program first. */
export const lineage = (command: CommandUnknownOpts | null): CommandUnknownOpts[] =>
  command === null ? [] : [...lineage(command.parent), command];

/** How a command is called, such as `novu-msg action set`, word by word. */
export const commandWords = (command: CommandUnknownOpts): string[] =>
  lineage(command).map((ancestor) => ancestor.name());
