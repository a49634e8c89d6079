import { installScript } from "../../completion/install-script.js";
import { SHELL_SCRIPTS, type Shell } from "../../completion/shell-script.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { View } from "../../output/view.js";
import { pasteable } from "../../views/pasteable.js";
import type { CompletionDocument } from "./completion.schema.js";

type Installation = Awaited<ReturnType<typeof installScript>>;

interface CompletionInput {
  readonly shell: Shell;
  readonly install: boolean;
}

type Model = Installation | { readonly shell: Shell; readonly text: string };

const run = async (
  { dirs }: Pick<Context, "dirs">,
  { shell, install }: CompletionInput,
): Promise<Outcome<Model>> => ({
  model: install ? await installScript(shell, dirs) : { shell, text: SHELL_SCRIPTS[shell].text.trimEnd() },
});

const document = (model: Model): CompletionDocument =>
  "text" in model
    ? { shell: model.shell, text: model.text }
    : {
        shell: model.shell,
        file: model.file,
        change: model.change,
        line: model.line?.text ?? null,
        lineFor: model.line?.file ?? null,
      };

const DONE: Readonly<Record<Installation["change"], string>> = {
  written: "installed",
  replaced: "updated",
  none: "already installed",
};

const view = (model: Model): View =>
  "text" in model
    ? { text: model.text }
    : {
        headline: { level: "done", text: `${model.shell} completion ${DONE[model.change]}; ${model.advice}` },
        fields: [
          { label: "file", value: { text: model.file } },
          ...(model.line === undefined || pasteable(model.line.text) === undefined
            ? []
            : [{ label: `line for ${model.line.file}`, value: { text: model.line.text } }]),
        ],
      };

export const body = { run, document, view };
