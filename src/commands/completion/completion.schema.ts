import { SHELLS } from "../../completion/shell-script.js";
import { closed, one, orNull, text, word } from "../../schemas/json-schema.js";

const shell = word(...SHELLS);

export const COMPLETION_SCHEMAS = {
  completion: one({
    anyOf: [
      closed({ shell, text }),
      // With --install.
      closed({
        shell,
        file: text,
        change: word("written", "replaced", "none"),
        line: orNull(text),
        lineFor: orNull(text),
      }),
    ],
  }),
} as const;
