import type { JsonValue } from "../model/json.js";
import type { PasteableLine } from "../processes/quote.js";

/** The meaning of a text; the style decides what it looks like. */
export type Tone =
  /** The button that was pressed. */
  | "pressed"
  /** Waits for a person. */
  | "pending"
  | "error"
  /** Context. */
  | "muted"
  | "strong";

/** One value of a table or list, as data: its text is different for persons and programs. */
export type Cell =
  | { readonly text: string; readonly tone?: Tone }
  /** Text of several lines, which a list of fields shows on several lines to a person. */
  | { readonly block: string }
  /** RFC 3339; relative (“3 minutes ago”) for a person, unchanged for a program. */
  | { readonly time: string }
  | { readonly json: JsonValue }
  /** No value: a dash for a person, empty for a program. */
  | "none";

export interface Column {
  readonly title: string;
  /** The title is the name of a field, which csv keeps unchanged. */
  readonly isName?: boolean;
  /** Hidden from a person if it is empty in every row; programs always get it. */
  readonly optional?: boolean;
  /** Whole at any width; all other columns are cut for a person if the table does not fit. */
  readonly isId?: boolean;
  /** Cut after all others: the reason of a failure, the buttons of a message. */
  readonly isCutLast?: boolean;
  /** Left out for a person if the table does not fit otherwise, the rightmost first. */
  readonly isDroppable?: boolean;
}

export interface Table {
  /** One item, not a list: shown as labels and values if it would have to be cut. */
  readonly isOneItem?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Field {
  readonly label: string;
  readonly value: Cell;
}

/** A hint: text, or a command that is kept on one line so that it can be copied. */
export type Note = { readonly text: string } | { readonly command: PasteableLine; readonly when?: string };

/** One item: its tone, label and text, and hints. */
export interface ChecklistItem {
  readonly tone: "good" | "warn" | "bad" | "muted";
  readonly label: string;
  readonly text: string;
  readonly notes: readonly Note[];
}

/** Items under a heading. */
export interface Checklist {
  readonly title: string;
  readonly items: readonly ChecklistItem[];
}

/** The line on stderr that summarizes the result. */
export interface Headline {
  readonly level: "done" | "info" | "warn";
  readonly text: string;
  readonly context?: string;
}

/** A result as plain data, laid out by this room for a terminal, a pipe or a file. */
export interface View {
  readonly headline?: Headline;
  /** Lines above the table; for a person only. */
  readonly title?: readonly string[];
  readonly table?: Table;
  /** The headline is a verdict: it follows the result. */
  readonly isHeadlineLast?: boolean;
  /** Shown to a person in place of the table, which is then for programs only; without -v only what is not fine. */
  readonly checklists?: readonly Checklist[];
  /** Labels and values; without a table they are the rows for programs. */
  readonly fields?: readonly Field[];
  /** Fields in one line below the table; for a person only. */
  readonly footer?: readonly Field[];
  /** Fields below that; for a person only, with -v. */
  readonly details?: readonly Field[];
  /** Success that may not be what the user meant; on stderr after the result, even with --quiet. */
  readonly warnings?: readonly string[];
  /** Text that is printed unchanged, such as a help topic or a curl line. csv and tsv use the table, if there is one. */
  readonly text?: string;
}
