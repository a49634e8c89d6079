import type { Command, OptionValues } from "@commander-js/extra-typings";

/** Adds --github, for commands whose result a later workflow step may use. */
export const withGithub = <Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) => command.option("--github", "set GitHub Actions step outputs and summary");
