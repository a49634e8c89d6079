/** A word with its quotes; a quote that is not closed is a mere character. */
const WORD = String.raw`(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\]|['"\\])+`;
/** An option or a redirection stays with the word after it. */
const PARTS = new RegExp(String.raw`(?:-{1,2}[\w-]+|[<>]) (?!-)${WORD}|${WORD}`, "gs");
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
