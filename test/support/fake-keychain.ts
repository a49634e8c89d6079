import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { useTempDir } from "./temp-dir.js";

const PROGRAM = path.resolve(import.meta.dirname, "fake-keychain.mjs");

/** A keychain of this test's own. */
export interface FakeKeychain {
  readonly program: readonly [string, ...string[]];
  /** Every stored value by `service/account`. */
  readonly items: () => Readonly<Record<string, string>>;
  /** How it behaves from now on: `locked` says no, `silent` never answers, `broken` answers nonsense. */
  readonly become: (mood: "well" | "locked" | "silent" | "broken" | "missing") => void;
}

export const useFakeKeychain = (): FakeKeychain => {
  const file = path.join(useTempDir(), "items.json");
  const program: [string, ...string[]] = [process.execPath, PROGRAM, file];
  writeFileSync(file, "{}");
  return {
    program,
    items: () => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}),
    become: (mood) => {
      program[3] = mood;
    },
  };
};
