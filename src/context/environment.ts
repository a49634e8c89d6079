import type { Env } from "../model/env.js";
import type { Host } from "./host.js";

/** What the files of --dotenv hold, by their names as typed. Each is read once: a pipe has its text only once. */
export type DotenvTexts = Map<string, Promise<string>>;

interface Variables {
  readonly env: Env;
  /** Names in files that are not read from there. */
  readonly ignored: readonly string[];
  /** The option that has read stdin, if one has. */
  readonly stdinReader: string | undefined;
}

/** The variables of a run, with those of the files of --dotenv. @throws Failure E_FILE, E_INTERRUPTED */
export const environmentOf = async (
  host: Pick<Host, "env" | "stdin" | "signal">,
  sources: readonly string[] = [],
  texts: DotenvTexts = new Map(),
): Promise<Variables> => {
  if (sources.length === 0) return { env: host.env, ignored: [], stdinReader: undefined };
  const [{ isStdin, readDotenv, withVariables }, { fileBytes, stdinBytes }, { decodeText, unreadable }] =
    await Promise.all([import("./dotenv.js"), import("./byte-source.js"), import("./read-input.js")]);
  const read: string[] = [];
  // One after the other: of several failures the first is reported.
  for (const source of sources) {
    const name = isStdin(source) ? "-" : source;
    const text = texts.get(name) ?? readDotenv(name, host, { fileBytes, stdinBytes, decodeText, unreadable });
    texts.set(name, text);
    read.push(await text);
  }
  return {
    ...withVariables(host.env, read),
    stdinReader: sources.some(isStdin) ? "--dotenv -" : undefined,
  };
};
