/** The answer of somebody who wants to go one question back. */
export const BACK = Symbol("back");
export type Back = typeof BACK;

/** Something that can be chosen from a list. */
export interface Choice<Value> {
  readonly value: Value;
  /** One line; it is cut where the terminal ends. */
  readonly name: string;
  /** Stands behind the name, which is cut first. */
  readonly detail?: string;
  /** What stands for it once it is chosen; the name when left out. */
  readonly short?: string;
  /** Shown below the list while it is the one under the cursor, in full. */
  readonly description?: string;
  /** Why it cannot be chosen. */
  readonly disabled?: string;
}

/**
 * Finds what fits the typed text, batch by batch; a further batch is asked for only when the person comes
 * near the end of the list. The signal ends a search that nobody waits for any more.
 */
export type Search<Value> = (term: string, signal: AbortSignal) => AsyncIterable<readonly Choice<Value>[]>;

export interface SelectQuestion<Value> {
  readonly message: string;
  readonly search: Search<Value>;
  /** What the typed text itself stands for, such as an id; undefined when it cannot be one. */
  readonly typed?: (term: string) => Choice<Value> | undefined;
  /** Said when nothing was found. */
  readonly none?: string;
}

interface TextQuestion {
  readonly message: string;
  readonly preset?: string;
  /** Why the text will not do, or undefined. */
  readonly problem?: (text: string) => string | undefined;
}

/** What came of an editor: its text, or why there is none. */
export type Edited = { readonly text: string } | { readonly problem: string };

/** Questions to a person, drawn on stderr. Esc gives BACK; Ctrl-C is Failure E_INTERRUPTED. */
export interface Prompts {
  /** What is typed is not shown. */
  secret(question: string): Promise<string>;
  confirm(question: string): Promise<boolean>;
  select<Value>(question: SelectQuestion<Value>): Promise<Value | Back>;
  text(question: TextQuestion): Promise<string | Back>;
  /** Has the text changed in the person's own editor: VISUAL, EDITOR, or what the system has. */
  editor(text: string): Promise<Edited>;
  /** Lines between the questions. */
  show(lines: readonly string[]): Promise<void>;
  /** How many lines questions and answers have left on the screen. */
  mark(): number;
  /** Takes away what has come since a mark: answers that were gone back from are answers no more. */
  rewind(mark: number): Promise<void>;
}
