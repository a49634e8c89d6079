/** What a person can be asked for. */
export type InputKind =
  | "subscriber"
  | "message"
  | "button"
  | "status"
  | "condition"
  | "profile"
  | "new profile"
  | "mark"
  | "shell"
  | "method"
  | "path";

/** One thing a command cannot do without. */
export interface RequiredInput {
  readonly kind: InputKind;
  /** How usage writes it: `<messageId>`, `--status <done|pending>`. */
  readonly usage: string;
  /** The option that takes it, where it cannot be given by place. */
  readonly flag?: string;
}

/** What a command line lacks, in the order in which it is to be asked for, and what it has of the same. */
export interface MissingInput {
  readonly wanted: readonly RequiredInput[];
  readonly given: Readonly<Partial<Record<InputKind, string>>>;
}
