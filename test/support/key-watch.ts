import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";

/** The API keys that tests use; add further keys here. */
export const TEST_KEYS = {
  first: "c41f7be09a2d5863f0e17c94b8d2a65e",
  second: "fedcba9876543210fedcba9876543210",
  unknown: "deadbeefdeadbeefdeadbeefdeadbeef",
} as const;

/** This many consecutive characters of a key are a leak. */
const MIN_LEAK_LENGTH = 8;
const KEY_FORM = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g;

const partsOf = (key: string): string[] =>
  Array.from({ length: key.length - MIN_LEAK_LENGTH + 1 }, (_, at) => key.slice(at, at + MIN_LEAK_LENGTH));

/** The first part of each key that is in the text. */
export const leaksIn = (text: string, keys: Iterable<string>): string[] =>
  [...keys].flatMap((key) => partsOf(key).find((part) => text.includes(part)) ?? []);

/** The keys in the texts, by their form: the secrets that a run was given. */
export const keysIn = (...texts: readonly (string | undefined)[]): string[] =>
  texts.flatMap((text) => text?.match(KEY_FORM) ?? []);

const leaks: string[] = [];
const searched = { texts: 0, files: 0 };

/** Searches the output of a run for the test keys and the given ones. */
const watchText = (text: string, where: string, given: readonly string[] = []): void => {
  searched.texts += 1;
  note(text, where, given);
};

/** Colours and cursor moves can be between the characters of a key, so both forms are searched. */
export const watchScreen = (drawn: string, where: string, given: readonly string[] = []): void => {
  watchText(`${drawn}\n${stripVTControlCharacters(drawn)}`, where, given);
};

/** Searches the output of a stream without making it flow. */
export const watchStream = (stream: Readable | null, where: string, given: readonly string[]): void => {
  if (stream === null) return;
  const chunks: Buffer[] = [];
  const emit = stream.emit.bind(stream);
  stream.emit = (event: string | symbol, ...facts: unknown[]): boolean => {
    if (event === "data") chunks.push(Buffer.from(facts[0] as Uint8Array));
    if (event === "close") watchText(Buffer.concat(chunks).toString(), where, given);
    return emit(event as "data", ...facts);
  };
};

/**
 * Files that may contain a key: the config file and its broken copies, files for --dotenv and --key-stdin, the items of
 * a fake keychain, and a test's own error that quotes a key. All others are searched.
 */
const KEY_FILES = /^(?:config\.json(?:\.bad-[0-9a-f]+)?|novu\.env|key\.txt|items\.json|stray\.mjs)$/;

/**
 * The IDs of rows in a journal are hashes: among the millions of digits of a long one, eight in a row equal a part of a
 * key by chance about once in thirty runs. Everything else in a journal is searched.
 */
const JOURNAL = /[/\\]apply[/\\][0-9a-f]{24}\.ndjson$/;
const ROW_HASH = /"id":"[0-9a-f]{16}"/g;

/** Searches the contents and names of the files in a folder. */
export const watchFolder = (directory: string): void => {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    note(entry.name, `the name of ${file}`);
    if (!entry.isFile() || KEY_FILES.test(entry.name)) continue;
    searched.files += 1;
    const text = textOf(file);
    note(JOURNAL.test(file) ? text.replace(ROW_HASH, '"id":""') : text, file);
  }
};

/** A test may have removed the read permission. */
const textOf = (file: string): string => {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
};

const note = (text: string, where: string, given: readonly string[] = []): void => {
  const keys = new Set([...Object.values(TEST_KEYS), ...given]);
  leaks.push(...leaksIn(text, keys).map((part) => `${part}… in ${where}`));
};

/** The leaks since the last call. */
export const takeLeaks = (): string[] => leaks.splice(0);

/** How much was searched since the last call. */
export const takeSearched = (): Readonly<Record<string, number>> => {
  const taken = { ...searched };
  Object.assign(searched, { texts: 0, files: 0 });
  return taken;
};
