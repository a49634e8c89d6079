import { SHELLS } from "../../completion/shell-script.js";
import { output, schema } from "../../schemas/json-schema.js";

const shell = schema.enumOf(...SHELLS);

export const COMPLETION_SCHEMAS = {
  completion: output.oneDocument({
    anyOf: [
      schema.closedObject({ shell, text: schema.text }),
      // With --install.
      schema.closedObject({
        shell,
        file: schema.text,
        change: schema.enumOf("written", "replaced", "none"),
        line: schema.orNull(schema.text),
        lineFor: schema.orNull(schema.text),
      }),
    ],
  }),
} as const;
