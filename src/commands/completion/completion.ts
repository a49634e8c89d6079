import { Command } from "@commander-js/extra-typings";
import { SHELLS } from "../../completion/shell-script.js";
import type { Invoke } from "../../context/command-module.js";
import { oneOf } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { wordArgument } from "../../options/option-metadata.js";
import { REQUIRED, requireAll } from "../../options/positionals.js";

export const completionCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("completion")
      .description("Print or install shell completion")
      .addArgument(wordArgument("[shell]", "the shell", SHELLS, oneOf(SHELLS, "a known shell")))
      .option("--install", "install it where the shell looks for it")
      .action((shell, { install }) =>
        invoke(() => import("./completion.run.js"), {
          ...requireAll({ shell }, { shell: REQUIRED.shell }),
          install: install === true,
        }),
      ),
    {
      operands: REQUIRED.shell.usage,
      effect: "local",
      examples: [
        "novu-msg completion bash --install",
        "novu-msg completion zsh > ~/.zfunc/_novu-msg",
        "novu-msg completion fish > ~/.config/fish/completions/novu-msg.fish",
      ],
      prints: `The completion script. With --install, the installed file, and the line to add to your shell's startup file
if one is needed. Startup files are never changed.`,
      exits: ["config"],
    },
  );
