/** The answer that means “go back to the previous question”. */
export const BACK = Symbol("back");
export type Back = typeof BACK;

export interface Choice<Value> {
  readonly value: Value;
  /** One line, cut to the width of the terminal. */
  readonly name: string;
  /** Shown after the name, which is cut first. */
  readonly detail?: string;
  /** Shown in place of the name once it is chosen. */
  readonly short?: string;
  /** Shown below the list while the choice is active. */
  readonly description?: string;
  /** Set if it cannot be chosen: the reason. */
  readonly disabled?: string;
}

/**
 * Yields matches for the typed text in batches. The next batch is requested only when the cursor comes near the end of the
 * list. The signal aborts a search whose result is no longer needed.
 */
export type Search<Value> = (term: string, signal: AbortSignal) => AsyncIterable<readonly Choice<Value>[]>;

export interface SelectQuestion<Value> {
  readonly message: string;
  readonly search: Search<Value>;
  /** A choice for the typed text itself, such as an ID; undefined if it is not valid. */
  readonly typed?: (term: string) => Choice<Value> | undefined;
  /** Shown if nothing was found. */
  readonly none?: string;
}

interface TextQuestion {
  readonly message: string;
  readonly preset?: string;
  /** Validates the text: why it is not accepted, or undefined. */
  readonly problem?: (text: string) => string | undefined;
}

type Edited = { readonly text: string } | { readonly problem: string };

/** Prompts on stderr. Esc returns BACK; Ctrl-C throws Failure E_INTERRUPTED. */
export interface Prompts {
  /** Does not show what is typed. */
  secret(question: string): Promise<string>;
  confirm(question: string): Promise<boolean>;
  select<Value>(question: SelectQuestion<Value>): Promise<Value | Back>;
  text(question: TextQuestion): Promise<string | Back>;
  /** Opens the text in VISUAL, EDITOR or the system's default editor. */
  editor(text: string): Promise<Edited>;
  /** Prints lines between the questions. */
  show(lines: readonly string[]): Promise<void>;
  /** The number of lines on the screen so far, for `rewind`. */
  mark(): number;
  /** Erases everything since a mark, when the person goes back. */
  rewind(mark: number): Promise<void>;
}
