import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");

export const pageText = (page: string): string => readFileSync(path.join(ROOT, page), "utf8");

/** Made of the command tree; its examples are run one by one. */
export const COMMANDS_PAGE = "docs/commands.md";

/** What readers are shown: README and docs, without the decisions behind them. */
export const PAGES: readonly string[] = [
  "README.md",
  ...readdirSync(path.join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md") && `docs/${name}` !== COMMANDS_PAGE)
    .map((name) => `docs/${name}`),
];
