import { createMask, type Mask } from "./mask-secret.js";
import type { Secret } from "./secret.js";

/** The keys that one run has opened. Answers are masked where they come in; this is for all that is said besides. */
export interface OpenedKeys {
  readonly add: (secret: Secret) => void;
  /** The text without them, and without parts of them that cannot be words. */
  readonly hide: Mask;
}

/** A sandbox's key may be shorter, and then may be a word of any text. */
const SHORTEST_HIDDEN = 8;

export const createOpenedKeys = (): OpenedKeys => {
  const masks: Mask[] = [];
  return {
    add: (secret) => {
      if (secret.reveal().length >= SHORTEST_HIDDEN) masks.push(createMask(secret, { sparesWords: true }));
    },
    hide: (text) => masks.reduce((hidden, mask) => mask(hidden), text),
  };
};
