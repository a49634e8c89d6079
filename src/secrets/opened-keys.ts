import type { Mask } from "./mask-secret.js";
import type { Secret } from "./secret.js";

/**
 * The keys that one run has opened. Answers are masked where they come in, whichever request they belong to; `hide` is
 * for all that is written.
 */
export interface OpenedKeys {
  /** @param mask see `hiddenKey` */
  readonly add: (secret: Secret, mask: Mask) => void;
  readonly secrets: () => readonly Secret[];
  /** The text without them, and without parts of them that cannot be words. */
  readonly hide: Mask;
}

export const createOpenedKeys = (): OpenedKeys => {
  const opened: { readonly secret: Secret; readonly mask: Mask }[] = [];
  return {
    add: (secret, mask) => {
      // A run that polls opens the same key again and again.
      if (opened.every((one) => one.secret.reveal() !== secret.reveal())) opened.push({ secret, mask });
    },
    secrets: () => opened.map(({ secret }) => secret),
    hide: (text) => opened.reduce((hidden, { mask }) => mask(hidden), text),
  };
};
