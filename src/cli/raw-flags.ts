import { type Env, variable } from "../model/env.js";
import { isMachineFormat, OUTPUT_FORMATS } from "../output/formats.js";
import { COLOR_MODES, type ColorMode } from "../output/style.js";

/** Flags that decide how errors are shown. Read from the raw words, since errors may occur before parsing. */
export interface RawFlags {
  readonly isMachine: boolean;
  readonly color: ColorMode;
  readonly verbosity: number;
  /** Whether --github is given. */
  readonly isForGithub: boolean;
}

/** Short switches, which may be clustered before an option with a value. */
const SWITCHES = /^-[qvy]+/;

export const rawFlags = (argv: readonly string[], env: Env): RawFlags => {
  const words = beforeDashes(argv);
  const format = words.includes("--json")
    ? "json"
    : (optionValue(words, ["-o", "--output"]) ?? variable(env, "NOVU_MSG_OUTPUT"));
  return {
    isMachine: OUTPUT_FORMATS.some((name) => name === format && isMachineFormat(name)),
    color: COLOR_MODES.find((mode) => mode === optionValue(words, ["--color"])) ?? "auto",
    verbosity: words.flatMap((word) =>
      word === "--verbose" ? "v" : (SWITCHES.exec(word)?.[0].match(/v/g) ?? []),
    ).length,
    isForGithub: words.includes("--github"),
  };
};

const beforeDashes = (argv: readonly string[]): readonly string[] => {
  const end = argv.indexOf("--");
  return end < 0 ? argv : argv.slice(0, end);
};

const optionValue = (words: readonly string[], names: readonly string[]): string | undefined => {
  const found = words.flatMap((word, at) => {
    if (names.includes(word)) return [words[at + 1]];
    if (names.some((name) => word.startsWith(`${name}=`))) return [word.slice(word.indexOf("=") + 1)];
    return names.includes("-o") ? shortOptionValue(word, words[at + 1]) : [];
  });
  return found.at(-1);
};

/** The value in `-ojson` or `-qo json`. */
const shortOptionValue = (word: string, next: string | undefined): (string | undefined)[] => {
  const [match, value] = /^-[qvy]*o(.*)$/.exec(word) ?? [];
  if (match === undefined) return [];
  return [value === "" ? next : value];
};
