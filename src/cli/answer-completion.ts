import { complete } from "../completion/complete.js";
import type { Host } from "../context/host.js";
import { knownValues } from "./known-values.js";
import { buildProgram } from "./program.js";

/** The word that the shells' scripts call: `novu-msg __complete -- action set ""`. */
const REQUEST = "__complete";

export const isCompletionRequest = ({ argv }: Pick<Host, "argv">): boolean => argv[0] === REQUEST;

/**
 * Tells a shell what may come next. It stands apart from the commands: it has no options, a broken set-up
 * must not disturb whoever is typing, and no variable changes its form.
 */
export const answerCompletion = async (host: Host): Promise<void> => {
  try {
    const { tree } = buildProgram(async () => {}, { version: host.version, write: () => {}, width: 80 });
    const text = await complete(tree(), host.argv.slice(host.argv[1] === "--" ? 2 : 1), ({ given }) =>
      knownValues(host, given),
    );
    host.writeNow(text);
  } catch {
    // Without suggestions a line can still be typed; an error in the middle of it could not be read.
  }
};
