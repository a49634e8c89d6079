/** Values of `--output`. Without it, it is `table` on a terminal and tab-separated lines in a pipe. */
export const OUTPUT_FORMATS = ["table", "json", "ndjson", "csv", "tsv"] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** Formats for programs: stderr has no prose, and no questions are asked. */
export const isMachineFormat = (format: OutputFormat): boolean => format === "json" || format === "ndjson";
