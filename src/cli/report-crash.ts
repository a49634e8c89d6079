import type { Host } from "../context/host.js";
import type { OpenedKeys } from "../secrets/opened-keys.js";
import { rawFlags } from "./raw-flags.js";
import { report } from "./report.js";

/** Reports an uncaught error, such as one thrown in a timer. */
export const reportCrash = async (error: unknown, host: Host, keys: OpenedKeys): Promise<void> => {
  await report(error, host, host.commandTree(), {
    ...rawFlags(host.argv, host.env),
    withoutKeys: keys.mask,
  });
};
