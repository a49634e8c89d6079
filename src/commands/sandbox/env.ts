import { Command } from "@commander-js/extra-typings";
import { SHELLS } from "../../completion/shell-script.js";
import type { Invoke } from "../../context/command-module.js";
import { oneOf, wholeNumber } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { wordOption } from "../../options/option-metadata.js";

export const sandboxEnvCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("env")
      .description("Print the variables that point novu-msg at a running sandbox")
      .addOption(
        wordOption(
          "--shell <shell>",
          "shell to print the variables for",
          SHELLS,
          oneOf(SHELLS, "a known shell"),
        ),
      )
      .option("--port <number>", "the sandbox on this port", wholeNumber(1, 65_535))
      .option("--url <url>", "the sandbox at this address")
      .action(({ shell, port, url }) => invoke(() => import("./env.run.js"), { shell, port, url })),
    {
      effect: "local",
      conflicts: [["--port", "--url"]],
      examples: [
        "novu-msg sandbox env",
        "novu-msg sandbox env --shell fish",
        "novu-msg sandbox env --port 3000",
      ],
      prints: `Two lines that set NOVU_MSG_API_URL and NOVU_MSG_SECRET_KEY: eval "$(novu-msg sandbox env)".
In PowerShell: novu-msg sandbox env | Invoke-Expression. With --json, one object with both.`,
      exits: ["config"],
    },
  );
