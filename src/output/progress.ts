/** How far a long piece of work has come; asked anew for every drawing. */
export interface Progress {
  /** What is counted, in the plural: `rows`. */
  readonly unit: string;
  /** The failed ones included. */
  readonly done: number;
  readonly failed: number;
  /** Undefined while nobody knows. */
  readonly total: number | undefined;
  /** Why it is slow or what comes next, in a few words. */
  readonly note?: string | undefined;
}
