import { SHELLS } from "../../completion/shell-script.js";
import { closedObject, one, orNull, text, word } from "../../schemas/json-schema.js";

const shell = word(...SHELLS);

export const COMPLETION_SCHEMAS = {
  completion: one({
    anyOf: [
      closedObject({ shell, text }),
      // With --install.
      closedObject({
        shell,
        file: text,
        change: word("written", "replaced", "none"),
        line: orNull(text),
        lineFor: orNull(text),
      }),
    ],
  }),
} as const;
