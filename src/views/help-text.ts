import type { ArgumentNode, CommandNode, OptionNode } from "../context/command-node.js";
import { type ExitName, exitCodeOf } from "../failures/exit-codes.js";
import { plainStyle, type Style } from "../output/style.js";
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
 * The text of `--help`. A command shows its own options and the global ones that people use most; `help options` shows all.
 * @param width maximum columns of a line
 */
export const helpText = (
  node: CommandNode,
  globals: readonly OptionNode[],
  width: number,
  style: Style = plainStyle,
): string => {
  const inner = width - INDENT.length;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.every((line) => line === "")
      ? []
      : [style(`${title}:`, "strong"), ...lines.map((line) => INDENT + withDimDefault(line, style))];
  const examples = examplesOf(node).flatMap((example) => wrapCommand(example, inner));
  const sections =
    node.path === ""
      ? [
          section("New here", columns(FIRST_COMMANDS, inner)),
          ...commandSections(node).map(([title, rows]) => section(title, columns(rows, inner))),
          section("Options", columns(optionRows(commonOptions(node, globals)), inner)),
          section("Words", columns(GLOSSARY, inner)),
        ]
      : [
          section("Usage", wrapUsage(node.usage, inner)),
          section("Examples", examples),
          section("Commands", columns(commandRows(node.children), inner)),
          section("Arguments", columns(argumentRows(node), inner)),
          section(
            "Options",
            columns(optionRows([...ownOptions(node), ...commonOptions(node, globals)]), inner),
          ),
          section(
            "Output",
            (node.prints ?? "").split("\n").flatMap((line) => wrapWords(line, inner)),
          ),
          section(
            "Exit codes",
            node.children.length > 0 ? [] : exitLines(["ok", "usage", ...node.exits], inner),
          ),
        ];
  return [wrapWords(node.summary, width), ...sections, section("More", columns(learnMore(node), inner))]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
};

const FIRST_COMMANDS = [
  ["novu-msg sandbox demo", "see it work, without an account"],
  ["novu-msg", "answer questions instead of typing options"],
  ["novu-msg action wait --help", "wait until a person presses a button"],
  ["novu-msg action set --help", "press a button for a person"],
  ["novu-msg action apply --help", "press thousands of them from a file"],
] as const;

const GLOSSARY = [
  ["subscriber", "who gets messages; you choose the ID"],
  ["message", "one entry in a subscriber's Inbox"],
  ["button", "primary or secondary, with a label such as Approve"],
  ["answer", "the pressed button of a message, its status and payload"],
  ["transaction", "one trigger of a workflow, with all messages it made"],
] as const;

/** The sections of the first help page; commands that none names are in the last one. */
const COMMAND_SECTIONS = [
  ["Work", ["action", "message", "subscriber"]],
  ["Setup", ["profile", "whoami", "doctor", "completion"]],
  ["Testing", ["sandbox"]],
  ["Reference", []],
] as const;

const commandSections = ({ children }: CommandNode) => {
  const named: readonly string[] = COMMAND_SECTIONS.flatMap(([, names]) => names);
  return COMMAND_SECTIONS.map(([title, names]) => {
    const isHere = ({ path }: CommandNode) =>
      title === "Reference" ? !named.includes(path) : (names as readonly string[]).includes(path);
    return [title, commandRows(children.filter(isHere))] as const;
  });
};

/** The global options that most people need; a command that prints no result of Novu's has no use for a profile. */
const commonOptions = ({ path, effect }: CommandNode, globals: readonly OptionNode[]): OptionNode[] => {
  const names = [
    ...(effect === "local" ? [] : ["--profile"]),
    "--output",
    path === "" ? "--version" : "--quiet",
    "--help",
  ];
  return globals.filter(({ long }) => names.includes(long));
};

/** An option for the same value as a positional is shown beside that. */
const ownOptions = ({ arguments: positionals, options }: CommandNode): OptionNode[] =>
  options.filter(({ long }) => positionals.every(({ flag }) => flag !== long));

const argumentRows = ({ arguments: positionals, options }: CommandNode): [string, string][] =>
  positionals.map((argument) => {
    const same = options.find(({ long }) => long === argument.flag);
    const flag = same?.flags.replace(/ <.*/, "");
    return [argument.name, withNotes(argumentText(argument), flag === undefined ? [] : [`or ${flag}`])];
  });

const withDimDefault = (line: string, style: Style): string =>
  line.replace(/\((?:[^()]*; )?default: [^()]*\)/, (text) => style(text, "muted"));

/** The examples of a command; a group shows the first example of each subcommand. */
export const examplesOf = ({ examples, children }: CommandNode): readonly string[] =>
  children.length === 0
    ? examples
    : children.flatMap((child) => examplesOf(child).slice(0, 1)).slice(0, MAX_EXAMPLES);

const commandRows = (children: readonly CommandNode[]): [string, string][] =>
  children.map((child) => [child.path.split(" ").at(-1) ?? "", child.summary]);

export const optionRows = (options: readonly OptionNode[]): [string, string][] =>
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

const learnMore = ({ path, children }: CommandNode): [string, string][] => {
  if (children.length === 0) return [["novu-msg help options", "all global options"]];
  const words = ["novu-msg", ...(path === "" ? [] : [path])].join(" ");
  const topics = children.find((child) => child.path === "help")?.arguments[0]?.choices ?? [];
  return [
    [`${words} <command> --help`, ""],
    ["novu-msg help <topic>", topics.join(", ")],
  ];
};

/** The description of an option in help, docs and man pages: meaning, choices, repeatability, default. */
export const optionText = ({ description, choices, isRepeatable, default: fallback }: OptionNode): string => {
  // A default that is not a value of the option, such as "detected", is written in its description.
  const [, meaning = description, written] = /^(.*) \((default: [^()]*)\)$/.exec(description) ?? [];
  return withNotes(meaning, [
    choices.join(", "),
    isRepeatable ? "repeatable" : "",
    written ?? (fallback === undefined ? "" : `default: ${fallback}`),
  ]);
};

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
