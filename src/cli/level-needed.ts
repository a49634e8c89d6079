import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Level } from "../model/level.js";
import type { CommandNotes } from "../options/command-spec.js";
import { commandWords } from "./program.js";

/** The level that a run needs for certain, known before any request. */
export interface LevelNeeded {
  readonly level: Level;
  /** The command, in quotes. */
  readonly command: string;
}

/** For lines that name no command. */
export const NO_LEVEL: LevelNeeded = { level: "read", command: "" };

/** Options with which a command that writes only shows what it would do. */
const PREVIEWS = ["dryRun", "print", "plan"];

export const levelNeeded = (command: CommandUnknownOpts, notes: CommandNotes | undefined): LevelNeeded => {
  const isPreview = PREVIEWS.some((option) => command.getOptionValue(option) !== undefined);
  const level = notes?.level ?? (notes?.effect === "writes" ? "write" : "read");
  return { level: isPreview ? "read" : level, command: `"${commandWords(command).join(" ")}"` };
};
