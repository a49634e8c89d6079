/** What `--output` takes. `table` is a table for a person and tab-separated lines for a pipe. */
export const OUTPUT_FORMATS = ["table", "json", "ndjson", "csv", "tsv"] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** Formats for programs: stderr holds no prose, and nothing is ever asked. */
export const isMachineFormat = (format: OutputFormat): boolean => format === "json" || format === "ndjson";
