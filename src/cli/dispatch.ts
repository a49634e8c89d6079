import type { GithubStep } from "../ci/github-step.js";
import type { CommandModule, StreamedResult } from "../context/command-module.js";
import type { Context } from "../context/context.js";
import type { Output } from "../output/output.js";

/** Loads a body, runs it, shows its result and returns the exit code. Every command goes through here. */
export const dispatch = async <Input, Model>(
  load: () => Promise<{ readonly body: CommandModule<Input, Model> }>,
  input: Input,
  context: Context,
  output: Output,
  knownFields: () => readonly string[],
  step?: GithubStep,
): Promise<number> => {
  const [{ body }] = await Promise.all([load(), output.check(knownFields)]);
  const outcome = await body.run(context, input);
  const { document, view, derived } = body;
  if ("events" in outcome) {
    await output.events(outcome.events, { document, view });
    return 0;
  }
  if ("chunks" in outcome) {
    const isAtEnd = await output.list(outcome, { document, view, derived });
    await recordStep(step, output, outcome.report);
    const exitCode = (await outcome.finish?.(isAtEnd)) ?? 0;
    const epilogue = isAtEnd ? outcome.epilogue?.() : undefined;
    if (epilogue !== undefined) await output.note(epilogue.text, epilogue.command);
    return exitCode;
  }
  if (!("model" in outcome)) return outcome.exitCode;
  const { model, warnings, running, exitCode = 0, epilogue } = outcome;
  try {
    await output.result({
      document: () => document(model),
      view: () => view(model),
      derived: derived && (() => derived(model)),
      warnings,
    });
    const outputs = step && body.outputs?.(model);
    await recordStep(step, output, outputs && (() => ({ outputs, view: view(model) })));
    if (epilogue !== undefined) await output.note(epilogue.text, epilogue.command);
    return (await running?.ended) ?? exitCode;
  } finally {
    await running?.stop();
  }
};

/** Called after the result is shown, so that a failure to write the step's files does not hide it. */
const recordStep = async (
  step: GithubStep | undefined,
  output: Output,
  report: StreamedResult<unknown>["report"],
): Promise<void> => {
  if (step === undefined || report === undefined) return;
  const warning = await step.record(report());
  if (warning !== undefined) await output.warn(warning);
};
