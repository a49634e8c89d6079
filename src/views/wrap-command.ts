/** An argument with its quotes, and an option or a redirection together with the word after it. */
const PARTS = /(?:-{1,2}[\w-]+|[<>]) (?:'[^']*'|[^\s'-]\S*)|(?:'[^']*'|[^\s'])+/g;
const INDENT = "    ";

/** A command line broken for a narrow page: still one command when it is pasted into a shell. */
export const wrapCommand = (command: string, width: number): string[] =>
  fill(command, width, " \\").map((line, at, lines) => (at < lines.length - 1 ? `${line} \\` : line));

/** A usage line broken the same way; nobody pastes it. */
export const wrapUsage = (usage: string, width: number): string[] => fill(usage, width, "");

const fill = (text: string, width: number, end: string): string[] => {
  if (text.length <= width) return [text];
  const lines: string[] = [];
  for (const part of text.match(PARTS) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length + end.length <= width)
      lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(last === undefined ? part : INDENT + part);
  }
  return lines;
};
