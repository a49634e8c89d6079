import type { RowFormat } from "./rows-input.js";

const ENDINGS: Readonly<Record<string, RowFormat>> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "json",
};

/** What the ending of a file's name says about what is in it. */
export const formatByName = (file: string): RowFormat | undefined => {
  const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
};

/** What the first lines say. @param head at least the first line that is not blank, where there is one */
export const formatByText = (head: string): RowFormat => {
  const [first = ""] = head.trimStart().split("\n", 1);
  if (first === "") return "ndjson";
  if (first.startsWith("[")) return "json";
  // An object that goes on in the next line, as `jq` writes it, is not one a line.
  if (first.startsWith("{")) return /[{[,]\s*$/.test(first) ? "json" : "ndjson";
  return first.includes("\t") && !first.includes(",") ? "tsv" : "csv";
};

/** Spreadsheets write semicolons where a comma is the decimal sign. @param header the first line */
export const delimiterOf = (format: "csv" | "tsv", header: string): string => {
  if (format === "tsv") return "\t";
  return header.includes(";") && !header.includes(",") ? ";" : ",";
};
