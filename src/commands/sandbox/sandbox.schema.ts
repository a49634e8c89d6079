import { BUTTONS } from "../../model/action.js";
import {
  closedObject,
  enumOf,
  flag,
  list,
  listOf,
  type OutputSchema,
  oneDocument,
  text,
  wholeNumberSchema,
} from "../../schemas/json-schema.js";

const kind = enumOf("any", "reads", "writes");

const armed = closedObject(
  {
    name: text,
    takesEffect: flag,
    times: { anyOf: [wholeNumberSchema, { const: "forever" }] },
    skip: wholeNumberSchema,
    kind,
    struck: wholeNumberSchema,
  },
  {
    method: text,
    path: text,
    pattern: text,
    probability: { type: "number", minimum: 0, maximum: 1 },
    seed: wholeNumberSchema,
    retryAfter: { type: ["string", "integer"] },
    location: text,
    forMs: wholeNumberSchema,
  },
);

const known = closedObject({ name: text, takesEffect: flag, kind, what: text });

const cleared = closedObject({ cleared: wholeNumberSchema });

/** The fault just armed; with --armed, --list and --clear: the armed ones, the known ones, the number cleared. */
const fault: OutputSchema = {
  documents: "one",
  json: { anyOf: [armed, cleared, listOf(armed), listOf(known)] },
  ndjson: { anyOf: [armed, cleared, known] },
};

export const SANDBOX_SCHEMAS = {
  "sandbox start": oneDocument(
    closedObject({
      url: text,
      port: wholeNumberSchema,
      keys: listOf(text),
      server: enumOf("3.19", "3.15", "2.0"),
    }),
  ),
  "sandbox stop": list(closedObject({ url: text, port: wholeNumberSchema })),
  "sandbox seed": list(
    closedObject({ messageId: text, transactionId: text, subscriberId: text, workflow: text }),
  ),
  "sandbox click": oneDocument(
    closedObject({ messageId: text, button: enumOf(...BUTTONS), afterMs: wholeNumberSchema }),
  ),
  "sandbox fault": fault,
  "sandbox demo": oneDocument(
    closedObject({ steps: listOf(closedObject({ why: text, command: text, exit: wholeNumberSchema })) }),
  ),
} as const;
