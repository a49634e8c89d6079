import { spellings } from "../config/connection-flags.js";
import type { Env } from "../model/env.js";
import type { Host } from "./host.js";

/** Bounds memory for endless files such as /dev/zero. */
const MAX_BYTES = 2 ** 20;
/** All NOVU_MSG_ variables except NOVU_MSG_CONFIG_DIR, which would redirect the config folder. */
const NOVU_MSG_VARIABLE = /^NOVU_MSG_(?!CONFIG_DIR$)/;
const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];
const ALLOWED: ReadonlySet<string> = new Set([
  "NOVU_SECRET_KEY",
  "NOVU_API_KEY",
  "NOVU_API_URL",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  ...PROXIES.flatMap(spellings),
]);

/** `NAME=value`, optionally after `export`. */
const ASSIGNMENT = /^[^\S\n]*(?:export[^\S\n]+)?([\w.-]+)[^\S\n]*=[^\S\n]*/;
const QUOTES: ReadonlySet<string> = new Set(["'", '"', "`"]);

const isAllowed = (name: string): boolean => ALLOWED.has(name) || NOVU_MSG_VARIABLE.test(name);

/** The variables of a run, and the names in --dotenv files that are ignored. */
interface RunVariables {
  readonly env: Env;
  readonly ignored: readonly string[];
}

/** Adds variables from files. Those of the process take precedence; a later file overrides an earlier one. */
export const withVariables = (env: Env, texts: readonly string[]): RunVariables => {
  const all = texts.flatMap((text) => [...parseDotenv(text)]);
  const added = new Map<string, string>();
  for (const [name, value] of all) {
    if (!isAllowed(name) || value.trim() === "" || namesOf(name).some((other) => env[other]?.trim()))
      continue;
    // The lower-case spelling takes precedence elsewhere, but between two lines the later one must.
    for (const other of namesOf(name)) added.delete(other);
    added.set(name, value);
  }
  return {
    env: { ...env, ...Object.fromEntries(added) },
    ignored: [...new Set(all.map(([name]) => name).filter((name) => !isAllowed(name)))],
  };
};

/** All spellings of one variable. */
const namesOf = (name: string): readonly string[] =>
  PROXIES.includes(name.toUpperCase()) ? spellings(name.toUpperCase()) : [name];

/** Passed in, since the build makes a separate chunk of each lazily loaded file. */
type Readers = Pick<
  typeof import("./read-input.js"),
  "fileBytes" | "stdinBytes" | "decodeText" | "unreadable"
>;

/** @throws Failure E_FILE, E_INTERRUPTED */
export const readDotenv = async (
  source: string,
  host: Pick<Host, "stdin" | "signal">,
  { fileBytes, stdinBytes, decodeText, unreadable }: Readers,
): Promise<string> => {
  if (source === "") throw unreadable("a file without a name");
  const { name, read } = isStdin(source) ? stdinBytes(host) : await fileBytes(source, host.signal);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of read()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) throw unreadable(name, "it is larger than 1 MiB");
  }
  return decodeText(Buffer.concat(chunks), name);
};

/** These names are read as stdin: if stdin is a socket, they cannot be opened as files. */
const STDIN: ReadonlySet<string> = new Set(["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]);

export const isStdin = (source: string): boolean => STDIN.has(source);

/**
 * Parses the text of a .env file as the dotenv package does. Not `util.parseEnv`: Node 20.18, 20.20 and 22 differ in how
 * they read a comment after a value, an empty value and an `=` in a value. Skips lines that are no assignment and expands
 * nothing. Takes time linear in the text.
 */
export const parseDotenv = (text: string): ReadonlyMap<string, string> => {
  const source = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const variables = new Map<string, string>();
  for (let at = 0; at < source.length; ) {
    const lineEnd = endOfLine(source, at);
    const [start = "", name] = ASSIGNMENT.exec(source.slice(at, lineEnd)) ?? [];
    if (name === undefined) {
      at = lineEnd + 1;
      continue;
    }
    const { value, end } = valueAt(source, at + start.length, lineEnd);
    variables.set(name, value);
    at = endOfLine(source, end) + 1;
  }
  return variables;
};

const endOfLine = (source: string, from: number): number => {
  const end = source.indexOf("\n", from);
  return end < 0 ? source.length : end;
};

interface Value {
  readonly value: string;
  /** Position in the text. Only a quoted value can end on a later line. */
  readonly end: number;
}

const valueAt = (source: string, from: number, lineEnd: number): Value => {
  const quote = source.charAt(from);
  const close = QUOTES.has(quote) && from < lineEnd ? closingQuote(source, from + 1, quote) : -1;
  if (close < 0) {
    const [bare = ""] = source.slice(from, lineEnd).split("#", 1);
    return { value: bare.trim(), end: lineEnd };
  }
  const inside = source.slice(from + 1, close);
  return {
    value: quote === '"' ? inside.replaceAll("\\n", "\n").replaceAll("\\r", "\r") : inside,
    end: close,
  };
};

const closingQuote = (source: string, from: number, quote: string): number => {
  let at = source.indexOf(quote, from);
  while (at > from && source.charAt(at - 1) === "\\") at = source.indexOf(quote, at + 1);
  return at;
};
