import { COLOR_MODES, type ColorMode } from "../output/color-level.js";
import { isMachineFormat, OUTPUT_FORMATS } from "../output/formats.js";
import { type Env, variable } from "../settings/variables.js";

/** What an error's form depends on; read off the words themselves, for errors in the command line. */
export interface EarlyOptions {
  readonly isMachine: boolean;
  readonly color: ColorMode;
  readonly verbosity: number;
}

export const earlyOptions = (argv: readonly string[], env: Env): EarlyOptions => {
  const words = beforeDashes(argv);
  const format = words.includes("--json")
    ? "json"
    : (optionValue(words, ["-o", "--output"]) ?? variable(env, "NOVU_MSG_OUTPUT"));
  return {
    isMachine: OUTPUT_FORMATS.some((name) => name === format && isMachineFormat(name)),
    color: COLOR_MODES.find((mode) => mode === optionValue(words, ["--color"])) ?? "auto",
    verbosity: words
      .filter((word) => word === "--verbose" || /^-v+$/.test(word))
      .join("")
      .replaceAll("--verbose", "v")
      .replaceAll("-", "").length,
  };
};

const beforeDashes = (argv: readonly string[]): readonly string[] => {
  const end = argv.indexOf("--");
  return end < 0 ? argv : argv.slice(0, end);
};

const optionValue = (words: readonly string[], names: readonly string[]): string | undefined => {
  const at = words.findLastIndex(
    (word) => names.includes(word) || names.some((name) => word.startsWith(`${name}=`)),
  );
  const word = words[at];
  if (word === undefined) return undefined;
  return names.includes(word) ? words[at + 1] : word.slice(word.indexOf("=") + 1);
};
