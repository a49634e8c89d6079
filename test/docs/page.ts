/** A piece of a page that is fenced. */
interface Fenced {
  readonly language: string;
  readonly text: string;
  /** Of its first line, from 1. */
  readonly line: number;
}

/** Lines that a reader types, and what they are told will come of the last one. */
export interface ShellBlock extends Fenced {
  readonly kind: "shell";
  readonly output: Fenced | undefined;
}

/** What a reader saves under a name: the line above the block is that name and a colon. */
interface FileBlock extends Fenced {
  readonly kind: "file";
  readonly name: string;
}

/** A block that is neither, such as a program; other tests have to know it. */
interface OtherBlock extends Fenced {
  readonly kind: "other";
}

export type Block = ShellBlock | FileBlock | OtherBlock;

export interface Section {
  /** The heading; empty above the first one. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

interface Found extends Fenced {
  /** The nearest line above with something on it. */
  readonly above: string;
  readonly heading: string;
}

const fencedIn = (text: string): Found[] => {
  const lines = text.split("\n");
  const found: Found[] = [];
  let [above, heading] = ["", ""];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const language = /^```(.*)$/.exec(line)?.[1];
    if (language !== undefined) {
      const end = lines.indexOf("```", at + 1);
      found.push({ language, text: lines.slice(at + 1, end).join("\n"), line: at + 2, above, heading });
      at = end;
      above = "```";
    } else if (line.trim() !== "") {
      above = line.trim();
      heading = /^## (.*)$/.exec(line)?.[1] ?? heading;
    }
  }
  return found;
};

/** The languages of what a command prints: text is a terminal's screen, the others are what a pipe gets. */
const OUTPUTS = new Set(["text", "output", "json", "csv", "tsv"]);

const blockOf = (found: Found, next: Found | undefined): Block => {
  const { above, heading: _, ...fenced } = found;
  const name = /(?:^|\s)`([\w./-]+)`:$/.exec(above)?.[1];
  if (name !== undefined && fenced.language !== "sh") return { kind: "file", name, ...fenced };
  if (fenced.language !== "sh") return { kind: "other", ...fenced };
  const output = next?.above === "```" && OUTPUTS.has(next.language) ? next : undefined;
  return { kind: "shell", ...fenced, output };
};

/** A page by its headings of the second rank. */
export const sectionsOf = (text: string): Section[] => {
  const found = fencedIn(text);
  const isOutput = (at: number): boolean =>
    found[at]?.above === "```" && OUTPUTS.has(found[at]?.language ?? "") && found[at - 1]?.language === "sh";
  const sections: { title: string; blocks: Block[] }[] = [];
  found.forEach((one, at) => {
    if (isOutput(at)) return;
    if (sections.at(-1)?.title !== one.heading) sections.push({ title: one.heading, blocks: [] });
    sections.at(-1)?.blocks.push(blockOf(one, found[at + 1]));
  });
  return sections;
};
