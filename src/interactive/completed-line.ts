import type { RequiredInput } from "../failures/missing-input.js";
import type { Answers } from "./answers.js";

/** The command line with the answers in it: options before `--`, words in their places at the end. */
export const completedLine = (
  argv: readonly string[],
  wanted: readonly RequiredInput[],
  { values, profile, payload, isOverwriting }: Answers,
): string[] => {
  const given = wanted.map(({ kind, flag }) => ({ flag, value: values[kind] ?? "" }));
  const places = given.flatMap(({ flag, value }) => (flag === undefined ? [value] : []));
  const options = [
    ...given.flatMap(({ flag, value }) => (flag === undefined ? [] : [flag, value])),
    ...payload,
    ...(isOverwriting ? ["--overwrite"] : []),
    ...(profile === undefined ? [] : ["--profile", profile]),
  ];
  const end = argv.indexOf("--");
  const [before, after] = end < 0 ? [argv, []] : [argv.slice(0, end), argv.slice(end + 1)];
  const words = [...after, ...places];
  // A word that looks like an option is one, unless `--` stands before it.
  const isPlain = end < 0 && !words.some((word) => word.startsWith("-"));
  return isPlain ? [...before, ...words, ...options] : [...before, ...options, "--", ...words];
};
