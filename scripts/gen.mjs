import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadTypeScript } from "./load-typescript.mjs";

/**
 * Writes every file that is made from the code: `npm run gen`. With `--check`, writes nothing, names the stale files and
 * ends with 1.
 */
const ROOT = path.resolve(import.meta.dirname, "..");

const print = (line) => process.stdout.write(`${line}\n`);

const { GENERATED_FOLDERS, generatedFiles } = await loadTypeScript(
  path.join(ROOT, "scripts/documents/generated-files.ts"),
);
const files = await generatedFiles(ROOT);

const textOf = (file) =>
  existsSync(path.join(ROOT, file)) ? readFileSync(path.join(ROOT, file), "utf8") : undefined;
const stale = [...files].filter(([file, text]) => textOf(file) !== text).map(([file]) => file);
const leftover = GENERATED_FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`),
).filter((file) => !files.has(file));

if (process.argv.includes("--check")) {
  for (const file of stale) print(`${file} is stale: run npm run gen`);
  for (const file of leftover) print(`${file} has no source any more: run npm run gen`);
  process.exitCode = stale.length + leftover.length > 0 ? 1 : 0;
} else {
  for (const file of stale) {
    mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
    writeFileSync(path.join(ROOT, file), files.get(file));
    print(`wrote ${file}`);
  }
  for (const file of leftover) {
    rmSync(path.join(ROOT, file));
    print(`removed ${file}`);
  }
  if (stale.length + leftover.length === 0) print(`${files.size} files are current`);
}
