import { SHELLS } from "../../completion/shell-script.js";
import { closedObject, enumOf, oneDocument, orNull, text } from "../../schemas/json-schema.js";

const shell = enumOf(...SHELLS);

export const COMPLETION_SCHEMAS = {
  completion: oneDocument({
    anyOf: [
      closedObject({ shell, text }),
      // With --install.
      closedObject({
        shell,
        file: text,
        change: enumOf("written", "replaced", "none"),
        line: orNull(text),
        lineFor: orNull(text),
      }),
    ],
  }),
} as const;
