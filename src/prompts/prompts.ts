/** Questions to a person, drawn on stderr. Ctrl-C is Failure E_INTERRUPTED. */
export interface Prompts {
  /** What is typed is not shown. */
  secret(question: string): Promise<string>;
  confirm(question: string): Promise<boolean>;
}
