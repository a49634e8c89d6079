import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Run, runWithNotes } from "./run-cli.js";
import { type TestSandbox, useSandbox } from "./sandbox.js";
import { useTempDir } from "./temp-dir.js";

export const HEADER = "subscriberId,messageId,type,status,payload\n";

/** A folder with inputs and journals, and a sandbox to apply them to. */
export interface BulkHome {
  readonly sandbox: TestSandbox;
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** The path of a file with this name; writes the text, if given. */
  readonly file: (name: string, text?: string) => string;
  readonly read: (name: string) => string;
  /** Runs `action apply` at full speed. */
  readonly apply: (argv: readonly string[], options?: Parameters<typeof runWithNotes>[1]) => Promise<Run>;
  /** The texts of all journals. */
  readonly journals: () => string[];
}

export const useBulkHome = async (options: Parameters<typeof useSandbox>[0] = {}): Promise<BulkHome> => {
  const sandbox = await useSandbox(options);
  const folder = useTempDir();
  const env = { ...sandbox.env, XDG_STATE_HOME: path.join(folder, "state") };
  const file = (name: string, text?: string): string => {
    const target = path.join(folder, name);
    if (text !== undefined) writeFileSync(target, text);
    return target;
  };
  return {
    sandbox,
    env,
    folder,
    file,
    read: (name) => readFileSync(path.join(folder, name), "utf8"),
    apply: async (argv, more = {}) =>
      runWithNotes(["action", "apply", "--rate", "unlimited", ...argv], { env, sleep: realSleep, ...more }),
    journals: () => {
      const directory = path.join(folder, "state", "novu-msg", "apply");
      return readdirSync(directory).map((name) => readFileSync(path.join(directory, name), "utf8"));
    },
  };
};

/** Real pauses: at the end of a run, requests in flight get some time, which a fake pause would skip. */
const realSleep = (ms: number, signal: AbortSignal): Promise<void> => pause(ms, undefined, { signal });

/** Messages for one subscriber, oldest first. */
export const idsOf = (sandbox: TestSandbox, count: number, subscriberId = "sub-1"): string[] =>
  sandbox.seed({ count, subscriberId }).map(({ messageId }) => messageId);

/** Rows as CSV. */
export const csvOf = (...rows: readonly (readonly string[])[]): string =>
  HEADER + rows.map((words) => `${[...words, "", "", "", ""].slice(0, 5).join(",")}\n`).join("");

/** Rows that set the primary button of each message to done. */
export const allDone = (ids: readonly string[], subscriberId = "sub-1"): string =>
  csvOf(...ids.map((id) => [subscriberId, id, "primary", "done"]));

/** The writes as `<id> <button> <status>`, in the order in which they were received. */
export const writesOf = (sandbox: TestSandbox): string[] =>
  sandbox.requests.flatMap(({ method, path: where, body }) => {
    const [, id, button] = /\/messages\/(\w+)\/actions\/(\w+)$/.exec(where) ?? [];
    return method === "POST" && id !== undefined ? [`${id} ${button} ${JSON.parse(body).status}`] : [];
  });
