import type { ArgumentNode, CommandNode, OptionNode } from "../context/command-node.js";
import { type ExitName, exitCodeOf } from "../failures/exit-codes.js";
import { wrapWords } from "../output/wrap-words.js";

const INDENT = "  ";
const MAX_EXAMPLES = 4;

/** A word with its quotes; an unclosed quote is an ordinary character. */
const WORD = String.raw`(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\]|['"\\])+`;
/** An option or a redirection is kept together with the next word. */
const PARTS = new RegExp(String.raw`(?:-{1,2}[\w-]+|[<>]) (?!-)${WORD}|${WORD}`, "gs");
/** Indentation of the lines of a command after the first. */
const CONTINUATION_INDENT = "    ";

const GAP = 2;
/** With fewer columns beside the names, texts are below them. */
const MIN_TEXT_WIDTH = 20;

/**
 * The text of `--help`: summary, usage, examples, arguments and options, output, exit codes.
 * @param width maximum columns of a line
 */
export const helpText = (node: CommandNode, globals: readonly OptionNode[], width: number): string => {
  const inner = width - INDENT.length;
  return [
    wrapWords(node.summary, width),
    section("Usage", wrapUsage(node.usage, inner)),
    section(
      "Examples",
      examplesOf(node).flatMap((example) => wrapCommand(example, inner)),
    ),
    section("Commands", columns(commandRows(node), inner)),
    section(
      "Arguments",
      columns(
        node.arguments.map((argument) => [argument.name, argumentText(argument)]),
        inner,
      ),
    ),
    section("Options", columns(optionRows(node.options), inner)),
    node.path === ""
      ? []
      : section(
          "Options of every command",
          columns(optionRows(globals.filter(({ long }) => long !== "--version")), inner),
        ),
    section(
      "Prints",
      (node.prints ?? "").split("\n").flatMap((line) => wrapWords(line, inner)),
    ),
    section("Exit codes", node.children.length > 0 ? [] : exitLines(["ok", "usage", ...node.exits], inner)),
    section("Learn more", columns(learnMore(node), inner)),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.every((line) => line === "") ? [] : [`${title}:`, ...lines.map((line) => INDENT + line)];

/** The examples of a command; a group shows the first example of each subcommand. */
export const examplesOf = ({ examples, children }: CommandNode): readonly string[] =>
  children.length === 0
    ? examples
    : children.flatMap((child) => examplesOf(child).slice(0, 1)).slice(0, MAX_EXAMPLES);

const commandRows = (node: CommandNode): [string, string][] =>
  node.children.map((child) => [child.path.split(" ").at(-1) ?? "", child.summary]);

const optionRows = (options: readonly OptionNode[]): [string, string][] =>
  options.map((option) => [
    option.flags.startsWith("--") ? `    ${option.flags}` : option.flags,
    optionText(option),
  ]);

/** Non-breaking spaces keep a code and its name together, and no line starts with a dot. */
const exitLines = (names: readonly ExitName[], width: number): string[] =>
  wrapWords(
    [...new Set(names)]
      .sort((a, b) => exitCodeOf(a) - exitCodeOf(b))
      .map((name) => `${exitCodeOf(name)}\u00a0${name}`)
      .join("\u00a0· "),
    width,
  ).map((line) => line.replaceAll("\u00a0", " "));

const learnMore = (node: CommandNode): [string, string][] => {
  if (node.children.length === 0) return [["novu-msg help exit-codes", ""]];
  const words = ["novu-msg", ...(node.path === "" ? [] : [node.path])].join(" ");
  const topics = node.children.find(({ path }) => path === "help")?.arguments[0]?.choices ?? [];
  return [
    [`${words} <command> --help`, ""],
    ["novu-msg help <topic>", topics.join(", ")],
  ];
};

/** The description of an option in help, docs and man pages: meaning, choices, repeatability, default. */
export const optionText = ({ description, choices, isRepeatable, default: fallback }: OptionNode): string =>
  withNotes(description, [
    choices.join(", "),
    isRepeatable ? "repeatable" : "",
    fallback === undefined ? "" : `default: ${fallback}`,
  ]);

export const argumentText = ({ description, choices }: ArgumentNode): string =>
  withNotes(description, [choices.join(", ")]);

const withNotes = (description: string, notes: readonly string[]): string => {
  const present = notes.filter((note) => note !== "");
  return present.length === 0 ? description : `${description} (${present.join("; ")})`;
};

/** A command line wrapped with backslashes, so that it is still one command when pasted into a shell. */
export const wrapCommand = (command: string, width: number): string[] =>
  fill(command, width, " \\").map((line, at, lines) => (at < lines.length - 1 ? `${line} \\` : line));

/** A usage line wrapped without backslashes. */
export const wrapUsage = (usage: string, width: number): string[] => fill(usage, width, "");

const fill = (text: string, width: number, end: string): string[] => {
  if (text.length <= width) return [text];
  const lines: string[] = [];
  for (const part of text.match(PARTS) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length + end.length <= width)
      lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(last === undefined ? part : CONTINUATION_INDENT + part);
  }
  return lines;
};

/** Names beside their texts; a long text is wrapped within its own column. */
export const columns = (rows: readonly (readonly [string, string])[], width: number): string[] => {
  const names = Math.max(0, ...rows.map(([name]) => name.length)) + GAP;
  const texts = rows.map(([, text]) => text).filter((text) => text !== "");
  if (texts.length > 0 && width - names < MIN_TEXT_WIDTH) return stacked(rows, width);
  return rows.flatMap(([name, text]) =>
    wrapWords(text, width - names).map((line, at) =>
      `${(at === 0 ? name : "").padEnd(names)}${line}`.trimEnd(),
    ),
  );
};

/** On a narrow terminal: each text below its name. */
const stacked = (rows: readonly (readonly [string, string])[], width: number): string[] =>
  rows.flatMap(([name, text]) => [
    ...wrapWords(name.trimStart(), width),
    ...(text === "" ? [] : wrapWords(text, width - CONTINUATION_INDENT.length)).map(
      (line) => CONTINUATION_INDENT + line,
    ),
  ]);
