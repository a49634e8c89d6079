import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { AT_THE_TERMINAL } from "./at-the-terminal.js";
import { COVERED_ELSEWHERE } from "./covered-elsewhere.js";
import type { Block, ShellBlock } from "./page.js";
import { type Ending, type Part, runSession, type SessionPlace } from "./run-session.js";
import { likeTheDocs } from "./same-output.js";
import { bare, type Statement, statementsOf } from "./statements.js";

/** The statements of a block, each with what it is to print where that is told. */
interface Told extends Statement {
  readonly output?: ShellBlock["output"];
}

const toldBy = (block: ShellBlock): Told[] => {
  const statements = statementsOf(block.text, block.line);
  return statements.map((statement, at) => ({
    ...statement,
    output: at === statements.length - 1 ? block.output : undefined,
  }));
};

export const isCoveredElsewhere = (statement: Pick<Statement, "text">): boolean =>
  COVERED_ELSEWHERE.some(({ line }) => line === bare(statement));

const partOf = (told: Told): Part & Told => {
  const known = AT_THE_TERMINAL.find(({ line }) => line === bare(told));
  const isScreen = told.output?.language === "text";
  return {
    ...told,
    exit: known?.exit ?? told.exit,
    manner: known?.manner ?? (known !== undefined || isScreen ? "terminal" : "piped"),
    acts: known?.acts ?? [],
  };
};

/** Runs the blocks in order in one shell, and holds every line to its exit code and to the output that is told. */
export const checkBlocks = async (blocks: readonly Block[], place: SessionPlace): Promise<void> => {
  for (const block of blocks) {
    if (block.kind === "file") save(path.join(place.cwd, block.name), block.text);
  }
  await checkLines(
    blocks.flatMap((block) => (block.kind === "shell" ? toldBy(block) : [])),
    place,
  );
};

/** The same for statements of any origin. */
export const checkLines = async (lines: readonly Told[], place: SessionPlace): Promise<void> => {
  const parts = lines.filter((statement) => !isCoveredElsewhere(statement)).map(partOf);
  if (parts.length === 0) return;
  const endings = await runSession(parts, place);
  parts.forEach((part, at) => {
    const ending = endings[at];
    if (ending === undefined) throw new Error("a statement has no ending");
    const about = `line ${part.line}: ${part.text}\n${saidIn(ending)}`;
    expect({ exit: ending.exit }, about).toEqual({ exit: part.exit });
    if (part.output === undefined) return;
    expect(/[^\s…]/.test(part.output.text), `something is told to be printed by ${about}`).toBe(true);
    const said = part.output.language === "text" ? ending.screen : ending.stdout;
    expect(likeTheDocs(said.replaceAll(place.env.HOME ?? "", "/home/you"), part.output.text), about).toBe(
      part.output.text,
    );
  });
};

const save = (file: string, text: string): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
};

const saidIn = ({ isBegun, stdout, stderr, screen }: Ending): string =>
  isBegun
    ? [stdout, stderr, screen].filter(Boolean).join("\n---\n").slice(-4_000)
    : "was never begun: something before it has ended the run";
