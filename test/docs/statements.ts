import { spawnSync } from "node:child_process";

/** What a shell takes in one go: a line, or the lines of a loop, of a here-document, of a broken line. */
export interface Statement {
  readonly text: string;
  /** Of the page, from 1. */
  readonly line: number;
  /** As a comment on the line says: `# exit 8`. */
  readonly exit: number;
}

const isWhole = (text: string): boolean => {
  if (/\\$|\|$|&&$/.test(text)) return false;
  const { status, stderr } = spawnSync("bash", ["-n"], { input: `${text}\n`, encoding: "utf8" });
  return status === 0 && !stderr.includes("delimited by end-of-file");
};

const EXIT = /#.*\bexit (\d+)\b/;

/** The statements of a block that begins at a line of a page. @throws where the block ends within one */
export const statementsOf = (block: string, firstLine = 1): Statement[] => {
  const statements: Statement[] = [];
  let [text, line] = ["", firstLine];
  block.split("\n").forEach((typed, at) => {
    if (text === "") line = firstLine + at;
    if (text === "" && /^\s*(#|$)/.test(typed)) return;
    text += `${text === "" ? "" : "\n"}${typed}`;
    if (!isWhole(text)) return;
    statements.push({ text, line, exit: Number(EXIT.exec(text)?.[1] ?? 0) });
    text = "";
  });
  if (text !== "") throw new Error(`line ${line} begins what the block does not end: ${text}`);
  return statements;
};

/** The statement without the comments at the ends of its lines, as tables name it. */
export const bare = ({ text }: Pick<Statement, "text">): string => text.replace(/\s+#\s.*$/gm, "").trim();
