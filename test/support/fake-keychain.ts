import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { useTempDir } from "./temp-dir.js";

const PROGRAM = path.resolve(import.meta.dirname, "fake-keychain.mjs");

/** A keychain for this test only. */
interface FakeKeychain {
  readonly program: readonly [string, ...string[]];
  /** Every stored value by `service/account`. */
  readonly items: () => Readonly<Record<string, string>>;
  /** Sets its behavior: `locked` refuses, `silent` never responds, `broken` responds with invalid text. */
  readonly setBehavior: (behavior: "well" | "locked" | "silent" | "broken" | "missing") => void;
}

export const useFakeKeychain = (): FakeKeychain => {
  const file = path.join(useTempDir(), "items.json");
  const program: [string, ...string[]] = [process.execPath, PROGRAM, file];
  writeFileSync(file, "{}");
  return {
    program,
    items: () => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}),
    setBehavior: (behavior) => {
      program[3] = behavior;
    },
  };
};
