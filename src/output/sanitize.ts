/** Terminal control sequences: CSI, OSC and the other string sequences, then any lone escape. */
const SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
/** Marks that turn the direction of what follows, and characters without any width of their own. */
const INVISIBLE = /[\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff]/g;

/**
 * Text from a server or a tenant, harmless on a terminal: no control bytes but the line feed, no escape
 * sequences, no bidirectional overrides, no lone surrogates. Idempotent.
 */
export const sanitize = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/\t/g, " ")
    .replace(SEQUENCES, "")
    .replace(CONTROLS, "")
    .replace(INVISIBLE, "");

/** The same on one line. Each run of white space is looked at once: a pattern around \n would be quadratic. */
export const sanitizeLine = (text: string): string =>
  sanitize(text).replace(/\s+/g, (space) => (space.includes("\n") ? " " : space));

/** Whether cleaning took something away that was not mere white space. */
export const isUnsafe = (text: string): boolean =>
  sanitize(text) !== text.replace(/\r\n?/g, "\n").replace(/\t/g, " ");
