import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Run, run } from "./run-cli.js";
import { type TestSandbox, useSandbox } from "./sandbox.js";
import { useTempDir } from "./temp-dir.js";

export const HEADER = "subscriberId,messageId,type,status,payload\n";

/** A folder with inputs and journals, and a sandbox to apply them to. */
export interface BulkHome {
  readonly sandbox: TestSandbox;
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Where a file of that name is, with this text in it where one is given. */
  readonly file: (name: string, text?: string) => string;
  readonly read: (name: string) => string;
  /** Runs `action apply` at full speed. */
  readonly apply: (argv: readonly string[], options?: Parameters<typeof run>[1]) => Promise<Run>;
  /** What every message of the sandbox that was ever asked about holds. */
  readonly journals: () => string[];
}

export const useBulkHome = async (options: Parameters<typeof useSandbox>[0] = {}): Promise<BulkHome> => {
  const sandbox = await useSandbox(options);
  const folder = useTempDir();
  const env = { ...sandbox.env, XDG_STATE_HOME: path.join(folder, "state") };
  const file = (name: string, text?: string): string => {
    const place = path.join(folder, name);
    if (text !== undefined) writeFileSync(place, text);
    return place;
  };
  return {
    sandbox,
    env,
    folder,
    file,
    read: (name) => readFileSync(path.join(folder, name), "utf8"),
    apply: async (argv, more = {}) =>
      run(["action", "apply", "--rate", "unlimited", ...argv], { env, sleep: realSleep, ...more }),
    journals: () => {
      const place = path.join(folder, "state", "novu-msg", "apply");
      return readdirSync(place).map((name) => readFileSync(path.join(place, name), "utf8"));
    },
  };
};

/** What is under way at the end of a run has a time to end in, which a pause that takes none would cut to nothing. */
const realSleep = (ms: number, signal: AbortSignal): Promise<void> => pause(ms, undefined, { signal });

/** Messages for one subscriber, oldest first. */
export const idsOf = (sandbox: TestSandbox, count: number, subscriberId = "sub-1"): string[] =>
  sandbox.seed({ count, subscriberId }).map(({ messageId }) => messageId);

/** Rows as CSV, each of words. */
export const csvOf = (...rows: readonly (readonly string[])[]): string =>
  HEADER + rows.map((words) => `${[...words, "", "", "", ""].slice(0, 5).join(",")}\n`).join("");

/** All these messages' primary button, done. */
export const allDone = (ids: readonly string[], subscriberId = "sub-1"): string =>
  csvOf(...ids.map((id) => [subscriberId, id, "primary", "done"]));

/** What was written, as `<id> <button> <status>`, in the order of the wire. */
export const writesOf = (sandbox: TestSandbox): string[] =>
  sandbox.requests.flatMap(({ method, path: where, body }) => {
    const [, id, button] = /\/messages\/(\w+)\/actions\/(\w+)$/.exec(where) ?? [];
    return method === "POST" && id !== undefined ? [`${id} ${button} ${JSON.parse(body).status}`] : [];
  });
