import { expect, test } from "vitest";
import { FAILURE_CODES } from "../../src/failures/failure-codes.js";
import { VARIABLES } from "../../src/model/variables.js";
import { sourceFiles } from "../support/source-files.js";

test("every variable the source reads is documented, and every documented one is read", () => {
  const text = sourceFiles("src")
    .filter(({ file }) => file !== "src/model/variables.ts" && !file.startsWith("src/sandbox/"))
    .map((source) => source.text)
    .join("\n");
  const read = new Set(
    [...text.matchAll(/"((?:NOVU|XDG)_[A-Z_]+|APPDATA|LOCALAPPDATA|FPATH|ZDOTDIR)"/g)].map(
      ([, name]) => name,
    ),
  );
  const documented = VARIABLES.map(({ name }) => name).filter((name) =>
    /^(NOVU|XDG|APPDATA|LOCALAPPDATA|FPATH|ZDOTDIR)/.test(name),
  );
  expect([...read].sort()).toEqual([...documented].sort());
});

test("every failure code is used, and no other is", () => {
  const text = sourceFiles("src")
    .filter(({ file }) => file !== "src/failures/failure-codes.ts")
    .map((source) => source.text)
    .join("\n");
  const used = new Set([...text.matchAll(/"(E_[A-Z_]+)"/g)].map(([, code]) => code));
  expect([...used].sort()).toEqual(Object.keys(FAILURE_CODES).sort());
});
