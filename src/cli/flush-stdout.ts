import type { Host } from "../context/host.js";
import type { ExitCode } from "../failures/exit-codes.js";
import { createWriter } from "../output/writer.js";
import { rawFlags } from "./raw-flags.js";
import { report } from "./report.js";

/** Writes the rest of the output through the stream, which waits for a slow reader. Reports a failure to write. */
export const flushStdout = async (rest: Uint8Array, host: Host): Promise<ExitCode> => {
  try {
    await createWriter(host.stdout.stream)(rest);
    return 0;
  } catch (error) {
    const flags = rawFlags(host.argv, host.env);
    return report(error, host, host.commandTree(), { ...flags, withoutKeys: (text) => text });
  }
};
