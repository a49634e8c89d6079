/** What has no look of its own: the runner's comparisons may look past it. */
const UNSEEN = String.raw`\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}`;
/** A line's start, which the runner trims, and the first of two colons. */
const COMMAND = new RegExp(String.raw`^([\s${UNSEEN}]*:)(?=[${UNSEEN}]*:)`, "u");
/** The older form, which counts wherever it stands. */
const OLD_COMMAND = new RegExp(String.raw`(#[${UNSEEN}]*#[${UNSEEN}]*)\[`, "gu");

/**
 * Text without what GitHub's runner would obey: a line that begins with `::`, and `##[` anywhere. A space keeps the
 * characters apart. The runner reads stdout and stderr line by line, whoever writes to them.
 */
export const escapeLogCommands = (text: string): string =>
  text
    .split(/(\r\n|\r|\n)/)
    .map((line) => line.replace(COMMAND, "$1 ").replace(OLD_COMMAND, "$1 ["))
    .join("");
