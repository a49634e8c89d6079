import type { Command, OptionValues } from "@commander-js/extra-typings";

/** For commands whose result a later step of a GitHub workflow may want. */
export const withGithub = <Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) => command.option("--github", "in a GitHub Actions step: also set its outputs and add to its summary");

/** What help says of it. */
export const githubSets = (names: readonly string[]): string =>
  `With --github sets the outputs ${names.join(", ")}; see novu-msg help output.`;
