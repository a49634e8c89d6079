import type { ExitCode } from "../failures/exit-codes.js";
import type { JsonObject, JsonValue } from "../model/json.js";
import type { View } from "../output/view.js";
import type { PasteableLine } from "../processes/quote.js";
import type { Context } from "./context.js";

/** Work that continues after the result is shown, such as a server. */
interface Running {
  /** Resolves with the exit code when the work ends, by itself or because of a signal. */
  readonly ended: Promise<ExitCode>;
  /** Stops the work, also if showing the result failed. */
  stop(): Promise<void>;
}

/** A result to show, and possibly work that continues. */
export interface Outcome<Model> {
  readonly model: Model;
  /** Default 0. Not always an `ExitCode`: a user may choose the number. */
  readonly exitCode?: number;
  /** Warnings of the view that scripts should see too: the write may not be what was meant. */
  readonly warnings?: readonly string[];
  readonly running?: Running;
  /** A last line for people, such as the next command. */
  readonly epilogue?: Epilogue | undefined;
}

/** Only an exit code: nothing is printed, in any format. */
interface ExitOnly {
  readonly exitCode: ExitCode;
}

/** The last line on stderr, for a person. */
export interface Epilogue {
  readonly text: string;
  /** A command to copy. It is not wrapped. */
  readonly command?: PasteableLine | undefined;
}

/** A list that may be long. It is shown chunk by chunk if the format allows that. */
export interface StreamedResult<Model> {
  readonly chunks: AsyncIterable<Model>;
  /** Combines all chunks, for formats that need the whole list. Called with no chunks for an empty list. */
  readonly whole: (chunks: readonly Model[]) => Model;
  /** The table format is one text, printed as a whole even into a pipe; ndjson, csv and tsv still get the chunks. */
  readonly isOneText?: boolean;
  /** A last line for people when the list has ended, such as the command for the next page. */
  readonly epilogue?: () => Epilogue | undefined;
  /** For --github. Called when all is shown or the reader has closed the pipe, also if `finish` then fails. */
  readonly report?: () => StepReport;
  /**
   * Called when all is shown or the reader has closed the pipe, for a run that can still fail then.
   * @param isAtEnd false if the pipe was closed early
   * @throws Failure
   */
  readonly finish?: (isAtEnd: boolean) => Promise<ExitCode>;
}

/** Named values for later steps of a workflow. An empty string stands for no value. */
type StepOutputs = Readonly<Record<string, string>>;

/** The result of a run for a GitHub workflow. */
interface StepReport {
  readonly outputs: StepOutputs;
  readonly view: View;
}

/** An endless stream. Each event is shown at once in every format; JSON events take one line each. */
export interface EventStream<Model> {
  readonly events: AsyncIterable<Model>;
}

/** A command's body: what it does, and how its result is shown to programs and to people. */
export interface CommandModule<Input, Model> {
  run(
    context: Context,
    input: Input,
  ): Promise<Outcome<Model> | StreamedResult<Model> | EventStream<Model> | ExitOnly>;
  /** The JSON of the result. */
  document(model: Model): JsonValue;
  view(model: Model): View;
  /** For --fields: the values that each document has under further names. */
  derived?(model: Model): (document: JsonObject) => Readonly<Record<string, JsonValue>>;
  /** The step outputs that --github sets; undefined if there is no result, such as for a dry run. */
  outputs?(model: Model): StepOutputs | undefined;
}

/** Runs a parsed command. Tests replace it with a recorder. */
export type Invoke = <Input, Model>(
  load: () => Promise<{ readonly body: CommandModule<Input, Model> }>,
  input: NoInfer<Input>,
) => Promise<void>;
