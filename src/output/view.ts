import type { JsonValue } from "../model/json.js";
import type { PasteableLine } from "../processes/quote.js";

/** Meaning of a piece of text; the style decides what it looks like. */
export type Tone = "good" | "warn" | "bad" | "muted" | "strong";

/** One value of a table or list, still as data: how it reads depends on who reads it. */
export type Cell =
  | { readonly text: string; readonly tone?: Tone }
  /** Text of several lines, which a list of facts shows as such to a person. */
  | { readonly block: string }
  /** RFC 3339; relative (“3 minutes ago”) for a person, as it is for a program. */
  | { readonly time: string }
  | { readonly json: JsonValue }
  /** Nothing there: a dash for a person, empty for a program. */
  | "none";

interface Column {
  readonly title: string;
  /** The title is a field's own name, which csv keeps as it is. */
  readonly isName?: boolean;
  /** A column a person need not see when it is empty in every row; programs always get it. */
  readonly optional?: boolean;
  /** A person may see its texts cut short where the table would not fit; never an id. */
  readonly shrinks?: boolean;
  /** A person does without it where the table would not fit otherwise. */
  readonly yields?: boolean;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Field {
  readonly label: string;
  readonly value: Cell;
}

/** What can be done: in words, or a command that stays on one line, to be copied. */
export type Note = { readonly text: string } | { readonly command: PasteableLine; readonly when?: string };

/** One thing that was looked at: its mark, what it came to, and what can be done about it. */
export interface ChecklistItem {
  readonly tone: Exclude<Tone, "strong">;
  readonly label: string;
  readonly text: string;
  readonly notes: readonly Note[];
}

/** Points under a heading. */
export interface Checklist {
  readonly title: string;
  readonly items: readonly ChecklistItem[];
}

/** The line on stderr that says what happened. */
export interface Headline {
  readonly level: "done" | "info" | "warn";
  readonly text: string;
  readonly context?: string;
}

/** What there is to see of a result; plain data, laid out by this room for a terminal, a pipe or a file. */
export interface View {
  readonly headline?: Headline;
  /** Lines above the table; for a person only. */
  readonly title?: readonly string[];
  readonly table?: Table;
  /** What a person sees in place of the table, which is then for programs. */
  readonly checklists?: readonly Checklist[];
  /** A list of label and value; the rows of a program's output where there is no table. */
  readonly fields?: readonly Field[];
  /** Facts in one line below the table; for a person only. */
  readonly footer?: readonly Field[];
  /** What went well but may not be what was meant; on stderr after the result, whatever --quiet says. */
  readonly warnings?: readonly string[];
  /**
   * Ready text that is printed as it is, such as a help topic or a curl line. Where a table stands
   * beside it, csv and tsv are made from that.
   */
  readonly text?: string;
}
