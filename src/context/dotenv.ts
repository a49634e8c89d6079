import { spellings } from "../config/network-flags.js";
import { parseDotenv } from "../config/parse-dotenv.js";
import type { Env } from "../model/variable.js";
import type { Host } from "./host.js";

/** Far more than variables need; without an end, as of /dev/zero, a file must not fill the memory. */
const MOST_BYTES = 2 ** 20;

/** All of our own but one: a file must not say where other files are. */
const OWN = /^NOVU_MSG_(?!CONFIG_DIR$)/;
const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];
const ALLOWED: ReadonlySet<string> = new Set([
  "NOVU_SECRET_KEY",
  "NOVU_API_KEY",
  "NOVU_API_URL",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  ...PROXIES.flatMap(spellings),
]);

const isAllowed = (name: string): boolean => ALLOWED.has(name) || OWN.test(name);

/** The variables of a run, and the names in the files of --dotenv that it does not read. */
export interface RunVariables {
  readonly env: Env;
  readonly ignored: readonly string[];
}

/** Adds the variables of files to those of the process, which win; a later file wins over an earlier one. */
export const withVariables = (env: Env, texts: readonly string[]): RunVariables => {
  const all = texts.flatMap((text) => [...parseDotenv(text)]);
  const added = new Map<string, string>();
  for (const [name, value] of all) {
    if (!isAllowed(name) || value.trim() === "" || namesOf(name).some((other) => env[other]?.trim()))
      continue;
    // The lower-case name of a proxy wins over the other; here the later line has to.
    for (const other of namesOf(name)) added.delete(other);
    added.set(name, value);
  }
  return {
    env: { ...env, ...Object.fromEntries(added) },
    ignored: [...new Set(all.map(([name]) => name).filter((name) => !isAllowed(name)))],
  };
};

/** The names under which the same setting can be given. */
const namesOf = (name: string): readonly string[] =>
  PROXIES.includes(name.toUpperCase()) ? spellings(name.toUpperCase()) : [name];

/** Given, since the build makes chunks of their own of what is loaded lazily. */
type Readers = Pick<typeof import("./byte-source.js"), "fileBytes" | "stdinBytes"> &
  Pick<typeof import("./read-text.js"), "decodeText" | "unreadable">;

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
    if (size > MOST_BYTES)
      throw unreadable(name, "it is larger than 1 MiB, too large for a file of variables");
  }
  return decodeText(Buffer.concat(chunks), name);
};

/** Other names of stdin are read the same way: where it is a socket, the system does not open them as files. */
const STDIN: ReadonlySet<string> = new Set(["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]);

export const isStdin = (source: string): boolean => STDIN.has(source);
