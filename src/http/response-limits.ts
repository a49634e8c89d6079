/**
 * Novu accepts requests of up to 100 kB, so a message can hold a trigger payload, content and an answer payload of 100 kB
 * each, and a page of 100 messages at most 30 MB. A typical message has 2 to 5 kB.
 */
export const MAX_RESPONSE_BYTES = 32 * 2 ** 20;
/** Of an error response, no more is read. Novu's errors have a few kB and quote at most 100 kB of the request. */
export const MAX_ERROR_BYTES = 2 ** 20;
