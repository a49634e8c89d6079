import type { Mask } from "./mask-secret.js";

/** The keys that one run has opened. Answers are masked where they come in; this is for all that is said besides. */
export interface OpenedKeys {
  readonly add: (mask: Mask) => void;
  /** The text without them, and without parts of them that cannot be words. */
  readonly hide: Mask;
}

export const createOpenedKeys = (): OpenedKeys => {
  const masks: Mask[] = [];
  return {
    add: (mask) => void masks.push(mask),
    hide: (text) => masks.reduce((hidden, mask) => mask(hidden), text),
  };
};
