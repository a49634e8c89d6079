import type { Env } from "../model/env.js";
import type { Host } from "./host.js";

/** The texts of the --dotenv files by name. Each is read only once, since a pipe cannot be read twice. */
type DotenvTexts = Map<string, Promise<string>>;

interface Variables {
  readonly env: Env;
  /** Names in --dotenv files that are ignored. */
  readonly ignored: readonly string[];
  /** The option that has read stdin, if any. */
  readonly stdinReader: string | undefined;
}

/** The variables of a run, including those of the --dotenv files. @throws Failure E_FILE, E_INTERRUPTED */
export const loadEnvironment = async (
  host: Pick<Host, "env" | "stdin" | "signal">,
  sources: readonly string[] = [],
  texts: DotenvTexts = new Map(),
): Promise<Variables> => {
  if (sources.length === 0) return { env: host.env, ignored: [], stdinReader: undefined };
  const [{ isStdin, readDotenv, withVariables }, { fileBytes, stdinBytes, decodeText, unreadable }] =
    await Promise.all([import("./dotenv.js"), import("./read-input.js")]);
  const read: string[] = [];
  // One after the other, so that the first failure is reported.
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
