import type { Trigger } from "./fault.js";

/** The message id in the path; empty when there is none. */
export const askedMessage = ({ path }: Pick<Trigger, "path">): string =>
  /\/([0-9a-f]{24})(?![0-9a-f])/i.exec(path)?.[1] ?? "";
