import type { JsonValue } from "../domain/json.js";
import type { ExitCode } from "../failure/exit-codes.js";
import type { Screen } from "../output/screen.js";
import type { Context } from "./context.js";

/** What a command leaves behind: a model to show, and perhaps work that goes on until it is stopped. */
export interface Outcome<Model> {
  readonly model: Model;
  /** Absent is 0; a result can be shown and the run still not be a success. */
  readonly exitCode?: ExitCode;
  /** The result is shown at once; the run ends when this does. */
  readonly until?: Promise<void>;
}

/** A command's body: what it does, and its result for a program and for a person. */
export interface CommandModule<Input, Model> {
  run(context: Context, input: Input): Promise<Outcome<Model>>;
  /** The JSON of the result. */
  document(model: Model): JsonValue;
  view(model: Model): Screen;
}

/** The one way from a parsed command line to its effect; tests put a recorder in its place. */
export type Invoke = <Input, Model>(
  load: () => Promise<CommandModule<Input, Model>>,
  input: NoInfer<Input>,
) => Promise<void>;
