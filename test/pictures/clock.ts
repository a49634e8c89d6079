import { renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** A clock for the program that only moves when it is told. */
export interface Clock {
  /** Variables for the program. */
  readonly env: Readonly<Record<string, string>>;
  /** ms since the start. */
  readonly set: (ms: number) => void;
}

export const createClock = (folder: string): Clock => {
  const file = path.join(folder, ".clock");
  const program = path.join(folder, ".clock.mjs");
  writeFileSync(
    program,
    `import { readFileSync } from "node:fs";
const start = Date.now();
const past = () => Number(readFileSync(${JSON.stringify(file)}, "utf8"));
Date.now = () => start + past();
performance.now = past;
`,
  );
  const set = (ms: number): void => {
    writeFileSync(`${file}.new`, String(ms));
    renameSync(`${file}.new`, file);
  };
  set(0);
  return { env: { NODE_OPTIONS: `--import=${pathToFileURL(program)}` }, set };
};
