export const markdownTable = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");

/** The page with the table of the same heads replaced. @throws Error when it has no such table */
export const withTable = (page: string, table: string): string => {
  const lines = page.split("\n");
  const [head = ""] = table.split("\n");
  const start = lines.indexOf(head);
  if (start < 0) throw new Error(`the page has no table with the line ${head}`);
  const length = lines.slice(start).findIndex((line) => !line.startsWith("|"));
  return lines.toSpliced(start, length, ...table.split("\n")).join("\n");
};
