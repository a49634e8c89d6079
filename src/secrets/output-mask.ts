import { createMask, type Mask } from "./mask-secret.js";
import type { Secret } from "./secret.js";

/** A sandbox's key may be shorter, and then could be an ordinary word. */
const MIN_MASKED_LENGTH = 8;

/** Masks an opened key in everything that the run prints. In its own file because start-up does not need it. */
export const createOutputMask = (secret: Secret): Mask =>
  secret.reveal().length < MIN_MASKED_LENGTH ? (text) => text : createMask(secret, { sparesWords: true });
