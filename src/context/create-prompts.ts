import { Failure } from "../failures/failure.js";
import { isOn } from "../model/env.js";
import { isMachineFormat } from "../output/formats.js";
import { sanitize } from "../output/sanitize.js";
import type { Context } from "./context.js";
import type { Host } from "./host.js";
import type { CliContext, RunOptions } from "./run-options.js";

export const createPrompts = (
  host: Host,
  options: RunOptions,
  { stderrStyle }: Pick<CliContext, "stderrStyle">,
): Pick<Context, "canAsk" | "prompts" | "confirm"> => {
  const { env } = host;

  const canAsk =
    options.isInputAllowed &&
    host.stdin.isTerminal &&
    host.stderr.isTerminal &&
    !isMachineFormat(options.format) &&
    !isOn(env, "NOVU_MSG_NO_INPUT") &&
    !isOn(env, "CI");

  const prompts: Context["prompts"] = async (instead) => {
    if (!canAsk) {
      throw new Failure("E_INPUT", `missing: ${instead}`, {
        hint: ["There is no prompt because stdin or stderr isn't a terminal."],
      });
    }
    const { createInquirerPrompts } = await import("../prompts/inquirer-prompts.js");
    return createInquirerPrompts({
      input: host.stdin.stream,
      output: host.stderr,
      signal: host.signal,
      style: await stderrStyle(),
      editor: () => import("../prompts/ask-editor.js"),
    });
  };

  const confirm: Context["confirm"] = async (question) => {
    if (options.isYes) return;
    if (!canAsk) {
      throw new Failure("E_CONFIRM", `confirmation needed: ${question}`, {
        hint: ["Nothing was changed."],
        addition: { words: ["--yes"] },
      });
    }
    const isAgreed = await (await prompts("--yes")).confirm(sanitize(question));
    if (!isAgreed) throw new Failure("E_INTERRUPTED", "canceled; nothing was changed");
  };

  return { canAsk, prompts, confirm };
};
