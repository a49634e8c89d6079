import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

interface ImportStatement {
  readonly specifier: string;
  /** `import type`, or `import { type … }` with nothing else. */
  readonly isTypeOnly: boolean;
  readonly isDynamic: boolean;
}

export interface SourceFile {
  /** From the repository's root, such as `src/cli/report.ts`. */
  readonly file: string;
  readonly text: string;
  readonly imports: readonly ImportStatement[];
}

const ROOT = path.resolve(import.meta.dirname, "../..");

export const sourceFiles = (folder: string): SourceFile[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => {
      const file = path.posix.join(folder, name);
      const text = readFileSync(path.join(ROOT, file), "utf8");
      return { file, text, imports: importsOf(text) };
    });

const IMPORT = /^import\s+(type\s+)?(?:([^"';]*?)\s+from\s+)?"([^"]+)";/gm;
const REEXPORT = /^export\s+(type\s+)?(\{[^}]*\}|\*[^"';]*?)\s+from\s+"([^"]+)";/gm;
const DYNAMIC = /(typeof\s+)?\bimport\("([^"]+)"\)/g;

const importsOf = (text: string): ImportStatement[] => [
  ...[...text.matchAll(IMPORT), ...text.matchAll(REEXPORT)].map(([, type, clause = "", specifier = ""]) => ({
    specifier,
    isTypeOnly: type !== undefined || isAllTypes(clause),
    isDynamic: false,
  })),
  ...[...text.matchAll(DYNAMIC)].map(([, type, specifier = ""]) => ({
    specifier,
    isTypeOnly: type !== undefined,
    isDynamic: true,
  })),
];

const isAllTypes = (clause: string): boolean => {
  const names = /^\{([^}]*)\}$/s
    .exec(clause.trim())?.[1]
    ?.split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return names !== undefined && names.length > 0 && names.every((name) => name.startsWith("type "));
};

/** The target of a relative import, relative to the root of the repository. */
export const target = (file: string, specifier: string): string =>
  path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, ".ts");
