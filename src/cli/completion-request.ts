import type { Host } from "../context/host.js";

/** The shells' scripts run `novu-msg __complete -- action set ""`. */
const REQUEST = "__complete";

export const isCompletionRequest = ({ argv }: Pick<Host, "argv">): boolean => argv[0] === REQUEST;
