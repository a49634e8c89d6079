import { complete } from "../completion/complete.js";
import type { Host } from "../context/host.js";
import { knownValues } from "./known-values.js";

/**
 * Tells a shell what may come next. It stands apart from the commands: it has no options, a broken set-up
 * must not disturb whoever is typing, and no variable changes its form.
 */
export const answerCompletion = async (host: Host): Promise<void> => {
  try {
    const text = await complete(
      host.commandTree(),
      host.argv.slice(host.argv[1] === "--" ? 2 : 1),
      ({ given }) => knownValues(host, given),
    );
    host.writeNow(text);
  } catch {
    // Without suggestions a line can still be typed; an error in the middle of it could not be read.
  }
};
