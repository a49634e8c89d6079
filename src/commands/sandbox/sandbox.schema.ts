import { BUTTONS } from "../../model/action.js";
import { type OutputSchema, output, schema } from "../../schemas/json-schema.js";

const kind = schema.enumOf("any", "reads", "writes");

const armed = schema.closedObject(
  {
    name: schema.text,
    takesEffect: schema.flag,
    times: { anyOf: [schema.wholeNumber, { const: "forever" }] },
    skip: schema.wholeNumber,
    kind,
    struck: schema.wholeNumber,
  },
  {
    method: schema.text,
    path: schema.text,
    pattern: schema.text,
    probability: { type: "number", minimum: 0, maximum: 1 },
    seed: schema.wholeNumber,
    retryAfter: { type: ["string", "integer"] },
    location: schema.text,
    forMs: schema.wholeNumber,
  },
);

const known = schema.closedObject({ name: schema.text, takesEffect: schema.flag, kind, what: schema.text });

const cleared = schema.closedObject({ cleared: schema.wholeNumber });

/** The fault just armed; with --armed, --list and --clear: the armed ones, the known ones, the number cleared. */
const fault: OutputSchema = {
  documents: "one",
  json: { anyOf: [armed, cleared, schema.listOf(armed), schema.listOf(known)] },
  ndjson: { anyOf: [armed, cleared, known] },
};

export const SANDBOX_SCHEMAS = {
  "sandbox start": output.oneDocument(
    schema.closedObject({
      url: schema.text,
      port: schema.wholeNumber,
      keys: schema.listOf(schema.text),
      server: schema.enumOf("3.19", "3.15", "2.0"),
    }),
  ),
  "sandbox stop": output.list(schema.closedObject({ url: schema.text, port: schema.wholeNumber })),
  "sandbox seed": output.list(
    schema.closedObject({
      messageId: schema.text,
      transactionId: schema.text,
      subscriberId: schema.text,
      workflow: schema.text,
    }),
  ),
  "sandbox click": output.oneDocument(
    schema.closedObject({
      messageId: schema.text,
      button: schema.enumOf(...BUTTONS),
      afterMs: schema.wholeNumber,
    }),
  ),
  "sandbox fault": fault,
  "sandbox demo": output.oneDocument(
    schema.closedObject({
      steps: schema.listOf(
        schema.closedObject({ why: schema.text, command: schema.text, exit: schema.wholeNumber }),
      ),
    }),
  ),
} as const;
