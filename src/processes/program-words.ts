import { parseArgsStringToArgv } from "string-argv";
import { Failure } from "../failures/failure.js";

/** A program's name and its words. */
export type ProgramWords = readonly [name: string, ...words: string[]];

/** A line split as a shell would, without one. @throws Failure E_EXEC */
export const programWords = (line: string): ProgramWords => {
  const quote = openQuote(line);
  if (quote !== undefined) throw notClosed(line, quote);
  const [name, ...words] = parseArgsStringToArgv(line);
  if (name === undefined) throw new Failure("E_EXEC", "--exec names no program", { sent: "no" });
  return [name, ...words];
};

/** The quote that is never closed; the other kind is a letter like any other between two of them. */
const openQuote = (line: string): string | undefined =>
  [...line].reduce<string | undefined>((open, letter) => {
    if (open !== undefined) return letter === open ? undefined : open;
    return letter === "'" || letter === '"' ? letter : undefined;
  }, undefined);

const notClosed = (line: string, quote: string): Failure => {
  const other = quote === '"' ? "'" : '"';
  return new Failure("E_EXEC", `--exec: the ${quote} in what is to be run is never closed: ${line}`, {
    hint: [
      `Close it: ${line}${quote}`,
      `One that is meant as a letter goes between ${other} and ${other}. Nothing was sent.`,
    ],
    sent: "no",
  });
};
