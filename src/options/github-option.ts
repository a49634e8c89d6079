import type { Command, OptionValues } from "@commander-js/extra-typings";

/** Adds --github, for commands whose result a later workflow step may use. */
export const withGithub = <Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) => command.option("--github", "in a GitHub Actions step: also set its outputs and add to its summary");

/** The sentence about --github in a command's help. */
export const githubOutputsHelp = (names: readonly string[]): string =>
  `With --github sets the outputs ${names.join(", ")}; see novu-msg help output.`;
