import type { ActionStatus, ApiVersion, Button } from "../../../model/action.js";
import type { WriteGuards } from "../../../model/write-guards.js";

export interface ApplyInput {
  /** `-` and nothing are stdin. */
  readonly file: string | undefined;
  readonly format: "csv" | "tsv" | "ndjson" | "json" | undefined;
  /** As typed: `type=button`. */
  readonly columns: readonly string[];
  /** What holds for a row that does not say it itself. */
  readonly defaults: {
    readonly type: Button | undefined;
    readonly status: ActionStatus | undefined;
    readonly api: ApiVersion;
  };
  /** What may be replaced, and which status each message must have. */
  readonly guards: Pick<WriteGuards, "overwrite" | "expect">;
  readonly mode: "write" | "plan" | "dry run";
  readonly isPrechecked: boolean;
  readonly concurrency: number | undefined;
  /** As typed. */
  readonly rate: string | undefined;
  readonly maxFailures: number | undefined;
  readonly isResumed: boolean;
  readonly journal: string | undefined;
  readonly failedTo: string | undefined;
}
