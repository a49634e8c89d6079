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
      .description("Print the completion of a shell, or install it")
      .addArgument(wordArgument("[shell]", "the shell", SHELLS, oneOf(SHELLS, "a known shell")))
      .option("--install", "put it where that shell looks, and say where that is")
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
      prints: `The text of the completion.
With --install: the file, and the line for your own start-up file where one is needed; no such file is changed.`,
      exits: ["config"],
    },
  );
