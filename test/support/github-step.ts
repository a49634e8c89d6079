import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { useTempDir } from "./temp-dir.js";

/** The files of a step of a GitHub workflow, and what the runner would read from them. */
interface TestStep {
  readonly env: Readonly<Record<"GITHUB_OUTPUT" | "GITHUB_STEP_SUMMARY", string>>;
  readonly outputs: () => Record<string, string>;
  readonly summary: () => string;
}

export const useGithubStep = (): TestStep => {
  const home = useTempDir();
  const env = {
    GITHUB_OUTPUT: path.join(home, "set_output"),
    GITHUB_STEP_SUMMARY: path.join(home, "step_summary"),
  };
  for (const file of Object.values(env)) writeFileSync(file, "");
  const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "");
  return {
    env,
    outputs: () => readOutputs(read(env.GITHUB_OUTPUT)),
    summary: () => read(env.GITHUB_STEP_SUMMARY),
  };
};

/**
 * Reads a file of outputs as the runner does on Linux: lines of `name=value` or `name<<word`, whichever operator comes
 * first; after the latter, the value ends at a line that is the word. @throws Error if the step would fail
 */
export const readOutputs = (text: string): Record<string, string> => {
  const found: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line === "") continue;
    const [, name, sign, rest] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? [];
    if (name === undefined || rest === undefined) throw new Error(`invalid line: ${line}`);
    if (sign === "=") {
      found[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest, at + 1);
    if (name === "" || rest === "" || end < 0) throw new Error(`no end of ${name}`);
    found[name] = lines.slice(at + 1, end).join("\n");
    at = end;
  }
  return found;
};

/** Characters that a culture-sensitive comparison ignores. */
const IGNORED = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** The lines of a log that the runner could interpret as commands, in the newer or the older form. */
export const commandLines = (log: string): string[] =>
  log.split(/\r\n|\r|\n/).filter((line) => {
    const seen = line.replace(IGNORED, "");
    return /^\s*::/.test(line) || /^\s*::/.test(seen) || seen.includes("##[");
  });
