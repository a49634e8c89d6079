import * as v from "valibot";
import { BUTTONS } from "../../model/action.js";
import { type CommandOutput, output } from "../../schemas/command-output.js";
import { naturalNumber, textOrNull } from "../../schemas/values.js";

const text = v.string();
const optionalText = v.exactOptional(text);
const optionalNumber = v.exactOptional(naturalNumber);

const started = v.strictObject({
  url: text,
  port: naturalNumber,
  keys: v.array(text),
  server: v.picklist(["3.19", "3.15", "2.0"]),
});
export type StartedDocument = v.InferOutput<typeof started>;

const stopped = v.strictObject({ url: text, port: naturalNumber });
export type StoppedDocument = v.InferOutput<typeof stopped>;

const listed = v.strictObject({
  url: text,
  port: naturalNumber,
  server: text,
  pid: v.nullable(naturalNumber),
  startedAt: textOrNull,
  background: v.boolean(),
});
export type ListedDocument = v.InferOutput<typeof listed>;

const variables = v.strictObject({ NOVU_MSG_API_URL: text, NOVU_MSG_SECRET_KEY: text });
export type VariablesDocument = v.InferOutput<typeof variables>;

const seeded = v.strictObject({ messageId: text, transactionId: text, subscriberId: text, workflow: text });

const press = v.strictObject({ messageId: text, button: v.picklist(BUTTONS), afterMs: naturalNumber });
export type PressDocument = v.InferOutput<typeof press>;

const fault = { name: text, takesEffect: v.boolean() };
const kind = v.picklist(["any", "reads", "writes"]);

const armed = v.strictObject({
  ...fault,
  times: v.union([naturalNumber, v.literal("forever")]),
  skip: naturalNumber,
  kind,
  method: optionalText,
  path: optionalText,
  pattern: optionalText,
  probability: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  seed: optionalNumber,
  retryAfter: v.exactOptional(v.union([text, v.pipe(v.number(), v.integer())])),
  location: optionalText,
  forMs: optionalNumber,
  struck: naturalNumber,
});
const known = v.strictObject({ ...fault, what: text, kind });
export type KnownFaultDocument = v.InferOutput<typeof known>;
const cleared = v.strictObject({ cleared: naturalNumber });

/** The fault just armed; with --armed, --list and --clear: the armed ones, the known ones, the number cleared. */
const faults = v.union([armed, cleared, v.array(armed), v.array(known)]);

const faultOutput: CommandOutput = {
  // In the order of an armed fault, with what a known one has besides.
  ...output.oneDocument(faults, { of: v.union([v.omit(known, ["kind"]), armed, cleared]) }),
  ndjson: v.union([armed, cleared, known]),
};

const demo = v.strictObject({
  steps: v.array(v.strictObject({ why: text, command: text, exit: naturalNumber })),
});
export type DemoDocument = v.InferOutput<typeof demo>;

export const SANDBOX_SCHEMAS = {
  "sandbox start": output.oneDocument(started),
  "sandbox stop": output.list(stopped),
  "sandbox list": output.list(listed),
  "sandbox env": output.oneDocument(variables),
  "sandbox seed": output.list(seeded),
  "sandbox press": output.oneDocument(press),
  "sandbox fault": faultOutput,
  "sandbox demo": output.oneDocument(demo),
};
