import { expect, test } from "vitest";
import { type SourceFile, sourceFiles, target } from "../support/source-files.js";
import { LAZY_IMPORTERS, MAY_KNOW, OWNERS, PURE_ROOMS } from "./rooms.js";

const SOURCES = sourceFiles("src");

const roomOf = (file: string): string => {
  const [, room = "", ...rest] = file.split("/");
  if (rest.length === 0) return room.replace(/\.ts$/, "");
  if (room !== "commands") return room;
  if (file.endsWith(".schema.ts")) return "commands/schema";
  if (isSpec(file)) return "commands/spec";
  if (file.endsWith("-view.ts")) return "commands/view";
  return BODIES.has(file) ? "commands/body" : "commands/data";
};

/** Everything a `.run.ts` reaches within commands/, as far as no spec needs its value too. */
const bodyFiles = (): Set<string> => {
  const commands = SOURCES.filter(({ file }) => file.startsWith("src/commands/"));
  const reach = (starts: readonly string[], seen = new Set<string>()): Set<string> => {
    for (const start of starts) {
      if (seen.has(start)) continue;
      seen.add(start);
      const source = commands.find(({ file }) => file === start);
      const next = (source?.imports ?? []).filter(({ isDynamic, isTypeOnly }) => !isDynamic && !isTypeOnly);
      reach(
        next
          .map(({ specifier }) => target(start, specifier))
          .filter((file) => file.startsWith("src/commands/")),
        seen,
      );
    }
    return seen;
  };
  const bodies = commands.map(({ file }) => file).filter((file) => file.endsWith(".run.ts"));
  const specs = reach(commands.map(({ file }) => file).filter((file) => isSpec(file)));
  return new Set([...reach(bodies)].filter((file) => !specs.has(file)));
};

const isSpec = (file: string): boolean =>
  !file.endsWith(".run.ts") &&
  SOURCES.some((source) => source.file === file && /: CommandSpec|= groupOf\(/.test(source.text));

const BODIES = bodyFiles();

const crossings = ({ file, imports }: SourceFile): string[] =>
  imports
    .filter(({ specifier }) => specifier.startsWith("."))
    .map(({ specifier, ...facts }) => ({ ...facts, to: target(file, specifier) }))
    .filter(({ to }) => roomOf(to) !== roomOf(file))
    .filter(({ to, isTypeOnly, isDynamic }) => {
      if (isDynamic && !isTypeOnly) return false;
      const allowed = MAY_KNOW[roomOf(file)] ?? [];
      return !(allowed.includes(roomOf(to)) || (isTypeOnly && allowed.includes(`${roomOf(to)}:types`)));
    })
    .map(({ to }) => `${file} → ${to}`);

test("rooms know only the rooms they may know", () => {
  expect(SOURCES.flatMap(crossings)).toEqual([]);
});

test("every room has a rule", () => {
  const rooms = [...new Set(SOURCES.map(({ file }) => roomOf(file)))].sort();
  expect(rooms).toEqual(Object.keys(MAY_KNOW).sort());
});

test("every package has one owner", () => {
  const strangers = SOURCES.flatMap(({ file, imports }) =>
    imports
      .filter(({ specifier }) => !specifier.startsWith(".") && !specifier.startsWith("node:"))
      .filter(
        ({ specifier }) =>
          !ownersOf(specifier).some((owner) => file.startsWith(owner) || roomOf(file) === owner),
      )
      .map(({ specifier }) => `${file} → ${specifier}`),
  );
  expect(strangers).toEqual([]);
});

const ownersOf = (specifier: string): readonly string[] => {
  const name = packageOwned(specifier);
  return Object.hasOwn(OWNERS, name) ? (OWNERS[name] ?? []) : [];
};

/** A subpath belongs to its package unless the table names it. */
const packageOwned = (specifier: string): string => {
  if (Object.hasOwn(OWNERS, specifier)) return specifier;
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
};

test("no owner in the table is without its package", () => {
  const used = new Set(
    SOURCES.flatMap(({ imports }) => imports.map(({ specifier }) => packageOwned(specifier))),
  );
  expect(Object.keys(OWNERS).filter((name) => !used.has(name))).toEqual([]);
});

test("pure rooms import nothing of Node and do not look at the clock", () => {
  const impure = SOURCES.filter(({ file }) => PURE_ROOMS.some((room) => roomOf(file) === room)).filter(
    ({ text, imports }) =>
      imports.some(({ specifier }) => specifier.startsWith("node:")) ||
      /Date\.now|new Date\(\)|Math\.random/.test(text),
  );
  expect(impure.map(({ file }) => file)).toEqual([]);
});

test("only specs and the wiring write import()", () => {
  const lazy = SOURCES.filter(({ imports }) =>
    imports.some(({ isDynamic, isTypeOnly }) => isDynamic && !isTypeOnly),
  )
    .map(({ file }) => file)
    .filter((file) => !LAZY_IMPORTERS.some((importer) => importer === file) && !isSpec(file));
  expect(lazy).toEqual([]);
});

test("a spec loads bodies and nothing else", () => {
  const odd = SOURCES.filter(({ file }) => isSpec(file)).flatMap(({ file, imports }) =>
    imports
      .filter(
        ({ isDynamic, isTypeOnly, specifier }) =>
          isDynamic && !isTypeOnly && !/^\.\/[\w-]+\.run\.js$/.test(specifier),
      )
      .map(({ specifier }) => `${file} → ${specifier}`),
  );
  expect(odd).toEqual([]);
});
