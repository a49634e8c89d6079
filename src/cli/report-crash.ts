import type { Host } from "../context/host.js";
import { exitCodeOf } from "../failure/exit-codes.js";
import type { OpenedKeys } from "../secret/opened-keys.js";
import { isCompletionRequest } from "./answer-completion.js";
import { earlyOptions } from "./early-options.js";
import { buildProgram } from "./program.js";
import { report } from "./report.js";

/** The reason that ends a run after an error that nobody caught. */
export const CRASH = { exitCode: exitCodeOf("bug") } as const;

/** Reports an error that nobody caught, as far from the command as it may have been thrown. */
export const reportCrash = async (error: unknown, host: Host, keys: OpenedKeys): Promise<void> => {
  // In the middle of somebody's typing an error could not be read.
  if (isCompletionRequest(host)) return;
  const { tree } = buildProgram(async () => {}, { version: host.version, write: () => {}, width: 80 });
  await report(error, host, tree(), { ...earlyOptions(host.argv, host.env), withoutKeys: keys.hide });
};
