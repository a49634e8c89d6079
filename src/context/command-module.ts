import type { ExitCode } from "../failures/exit-codes.js";
import type { JsonValue } from "../model/json.js";
import type { View } from "../output/view.js";
import type { PasteableLine } from "../processes/quote.js";
import type { Context } from "./context.js";

/** Work that goes on after the result is shown, such as a server. */
interface Running {
  /** Settles when the work is over by itself or because a signal came, with the exit code. */
  readonly ended: Promise<ExitCode>;
  /** Ends it in any case; also when showing the result failed. */
  stop(): Promise<void>;
}

/** What a command leaves behind: a model to show, and perhaps work that goes on. */
export interface Outcome<Model> {
  readonly model: Model;
  /** Absent is 0; a result can be shown and the run still not be a success. Any number where a user chose it. */
  readonly exitCode?: number;
  /** Those remarks of the view that a program has to know too: the write may not be what was meant. */
  readonly warnings?: readonly string[];
  readonly running?: Running;
  /** A line for a person when all is shown, such as the command to go on with. */
  readonly epilogue?: Epilogue | undefined;
}

/** All that a question for a script comes to: nothing is shown of it, in no format. */
export interface BareExit {
  readonly exitCode: ExitCode;
}

/** The last line on stderr, for a person. */
export interface Epilogue {
  readonly text: string;
  /** A command to copy, so it stays on one line. */
  readonly command?: PasteableLine | undefined;
}

/** A list that may be long, and is shown as it comes where the format allows that. */
export interface InParts<Model> {
  readonly parts: AsyncIterable<Model>;
  /** All parts as one, for formats that need the whole; of none, what an empty list is. */
  readonly whole: (parts: readonly Model[]) => Model;
  /** Its screen is one text, which a pipe gets whole; ndjson, csv and tsv still get its parts. */
  readonly isOneText?: boolean;
  /** A line for a person when the list has ended, such as the command for the next page. */
  readonly epilogue?: () => Epilogue | undefined;
  /** What --github tells when all is shown, or nobody reads any more: also of a run that then is a failure. */
  readonly report?: () => StepReport;
  /**
   * Called when all is shown, or nobody reads any more: what the run came to, for one that can fail after it
   * showed something. @throws Failure
   */
  readonly ending?: (isAtEnd: boolean) => Promise<ExitCode>;
}

/** Named values for the later steps of a workflow; empty where there is none. */
type StepOutputs = Readonly<Record<string, string>>;

/** What a workflow is told of a run. */
export interface StepReport {
  readonly outputs: StepOutputs;
  readonly view: View;
}

/** Events without an end: each is shown as it happens and by itself, in every format; JSON on a line of its own. */
export interface AsItHappens<Model> {
  readonly events: AsyncIterable<Model>;
}

/** A command's body: what it does, and its result for a program and for a person. */
export interface CommandModule<Input, Model> {
  run(
    context: Context,
    input: Input,
  ): Promise<Outcome<Model> | InParts<Model> | AsItHappens<Model> | BareExit>;
  /** The JSON of the result. */
  document(model: Model): JsonValue;
  view(model: Model): View;
  /** What --github sets; undefined where there is no result, as of a dry run. Specs with that option have it. */
  outputs?(model: Model): StepOutputs | undefined;
}

/** The one way from a parsed command line to its effect; tests put a recorder in its place. */
export type Invoke = <Input, Model>(
  load: () => Promise<CommandModule<Input, Model>>,
  input: NoInfer<Input>,
) => Promise<void>;
