import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { GENERATED_FOLDERS, generatedFiles } from "../../scripts/documents/generated-files.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
const files = await generatedFiles(ROOT);

const textOf = (file: string): string | undefined => {
  const absolute = path.join(ROOT, file);
  return existsSync(absolute) ? readFileSync(absolute, "utf8") : undefined;
};

test.each([...files.keys()])("%s is current", (file) => {
  expect(textOf(file), `${file} is stale: run npm run gen`).toBe(files.get(file));
});

test.each(GENERATED_FOLDERS)("every file in %s has a source", (folder) => {
  const names = readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`);
  expect(
    names.filter((name) => !files.has(name)),
    "run npm run gen",
  ).toEqual([]);
});
