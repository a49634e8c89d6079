import type { Mask } from "./mask-secret.js";
import type { Secret } from "./secret.js";

/**
 * The keys that a run has opened. http masks them in every response, whichever key its request used; `mask` masks them
 * in everything that is written.
 */
export interface OpenedKeys {
  /** @param mask made by `createOutputMask` */
  readonly add: (secret: Secret, mask: Mask) => void;
  readonly secrets: () => readonly Secret[];
  /** Masks the keys and their parts, except parts that may be ordinary words. */
  readonly mask: Mask;
}

export const createOpenedKeys = (): OpenedKeys => {
  const opened: { readonly secret: Secret; readonly mask: Mask }[] = [];
  return {
    add: (secret, mask) => {
      // A run that polls opens the same key many times.
      if (opened.every((one) => one.secret.reveal() !== secret.reveal())) opened.push({ secret, mask });
    },
    secrets: () => opened.map(({ secret }) => secret),
    mask: (text) => opened.reduce((masked, { mask }) => mask(masked), text),
  };
};
