import type { Host } from "../context/host.js";
import type { ExitCode } from "../failures/exit-codes.js";
import { createWriter } from "../output/writer.js";
import { rawFlags } from "./raw-flags.js";
import { report } from "./report.js";

/** Writes what could not be written at once, waiting for a slow reader, and reports where that cannot be done. */
export const flushStdout = async (rest: Uint8Array, host: Host): Promise<ExitCode> => {
  try {
    await createWriter(host.stdout.stream)(rest);
    return 0;
  } catch (error) {
    const shown = rawFlags(host.argv, host.env);
    return report(error, host, host.commandTree(), { ...shown, withoutKeys: (text) => text });
  }
};
