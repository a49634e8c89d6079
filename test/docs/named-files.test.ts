import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const ADRS = path.join(ROOT, "docs/adr");

const textOf = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

/** A superseded decision speaks of the code of its time. */
const pages = [
  "CONTRIBUTING.md",
  "docs/architecture.md",
  ...readdirSync(ADRS).map((name) => `docs/adr/${name}`),
].filter((file) => !/Superseded/i.test(textOf(file).slice(0, 400)));

const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map(
    (name) => `${folder}/${name}`,
  );

const files = ["bin", "scripts", "src", "test"].flatMap(filesBelow);

/** Placeholders, and files of undici and of the installed package. */
const NOT_HERE = /^(?:(?:noun\/)?verb(?:\.run)?\.ts|lib\/.*|novu-msg\/bin\/novu-msg\.js|dist\/.*|main\.js)$/;

test.each(pages)("every source file that %s names is there", (page) => {
  const named = [...textOf(page).matchAll(/`((?:[\w-]+\/)*[\w.-]+\.(?:ts|mjs))`/g)].map(
    ([, name = ""]) => name,
  );
  const missing = named.filter(
    (name) => !NOT_HERE.test(name) && !files.some((file) => `/${file}`.endsWith(`/${name}`)),
  );
  expect(missing).toEqual([]);
});
