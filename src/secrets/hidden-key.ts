import { createMask, type Mask } from "./mask-secret.js";
import type { Secret } from "./secret.js";

/** A sandbox's key may be shorter, and then may be a word of any text. */
const SHORTEST_HIDDEN = 8;

/** What hides an opened key in all that a run says. A file of its own, since start-up has no use for it. */
export const hiddenKey = (secret: Secret): Mask =>
  secret.reveal().length < SHORTEST_HIDDEN ? (text) => text : createMask(secret, { sparesWords: true });
