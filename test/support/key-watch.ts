import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";

/** The keys that tests put into the program; a test that needs another one adds it here. */
export const TEST_KEYS = {
  first: "c41f7be09a2d5863f0e17c94b8d2a65e",
  second: "fedcba9876543210fedcba9876543210",
  unknown: "deadbeefdeadbeefdeadbeefdeadbeef",
} as const;

/** So much of a key in a row is a leak. */
const LEAST = 8;
const KEY_FORM = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g;

const partsOf = (key: string): string[] =>
  Array.from({ length: key.length - LEAST + 1 }, (_, at) => key.slice(at, at + LEAST));

/** The first part of each key that the text holds. */
export const leaksIn = (text: string, keys: Iterable<string>): string[] =>
  [...keys].flatMap((key) => partsOf(key).find((part) => text.includes(part)) ?? []);

/** What the given texts hold that has the form of a key: whatever a run was told in secret. */
export const keysIn = (...texts: readonly (string | undefined)[]): string[] =>
  texts.flatMap((text) => text?.match(KEY_FORM) ?? []);

const leaks: string[] = [];
const searched = { texts: 0, files: 0 };

/** Searches what a run wrote for the tests' keys, and for those that it was given besides. */
const watchText = (text: string, where: string, given: readonly string[] = []): void => {
  searched.texts += 1;
  note(text, where, given);
};

/** A terminal's colours and cursor moves may stand between the letters of a key. */
export const watchScreen = (drawn: string, where: string, given: readonly string[] = []): void => {
  watchText(`${drawn}\n${stripVTControlCharacters(drawn)}`, where, given);
};

/** Sees what comes out of a stream without making it flow. */
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
 * Whose job it is to hold a key: the config file, also when it was set aside as broken, what a test writes for
 * --dotenv or --key-stdin, the items of a test's keychain, and a test's own error that quotes a key. All others are searched.
 */
const HOLDERS = /^(?:config\.json(?:\.bad-[0-9a-f]+)?|novu\.env|key\.txt|items\.json|stray\.mjs)$/;

/** Searches the files that are left in a folder, by contents and by name. */
export const watchFolder = (directory: string): void => {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    note(entry.name, `the name of ${file}`);
    if (!entry.isFile() || HOLDERS.test(entry.name)) continue;
    searched.files += 1;
    note(textOf(file), file);
  }
};

/** A test may have taken the right to read it away. */
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

/** Where a key was seen since the last time this was asked. */
export const takeLeaks = (): string[] => leaks.splice(0);

/** How much was searched since the last time this was asked. */
export const takeSearched = (): Readonly<Record<string, number>> => {
  const taken = { ...searched };
  Object.assign(searched, { texts: 0, files: 0 });
  return taken;
};
