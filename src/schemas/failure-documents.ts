import * as v from "valibot";
import { EXIT_CODES } from "../failures/exit-codes.js";
import { FAILURE_CODES } from "../failures/failure-codes.js";
import { isJsonObject } from "../model/json.js";

const exitCodes = EXIT_CODES.map(({ code }) => code);
export const exitName = v.picklist(EXIT_CODES.map(({ name }) => name));

/** The last line on stderr of a failed run with --json or ndjson. */
export const failureSchema = v.strictObject({
  schema: v.literal(1),
  error: v.strictObject({
    code: v.picklist(Object.keys(FAILURE_CODES) as (keyof typeof FAILURE_CODES)[]),
    exit: v.picklist(exitCodes),
    kind: exitName,
    message: v.string(),
    hint: v.string(),
    next: v.array(v.strictObject({ command: v.string(), when: v.exactOptional(v.string()) })),
    sent: v.exactOptional(v.picklist(["no", "yes", "unknown"])),
    details: v.custom<Readonly<Record<string, unknown>>>(isJsonObject),
    http: v.exactOptional(
      v.strictObject({
        status: v.pipe(v.number(), v.integer()),
        method: v.string(),
        path: v.string(),
        retryAfter: v.exactOptional(v.string()),
      }),
    ),
  }),
});
export type FailureDocument = v.InferOutput<typeof failureSchema>;

/** A line on stderr before it: a warning about a write that may not be what the user meant. */
export const warningSchema = v.strictObject({
  schema: v.literal(1),
  warning: v.strictObject({ message: v.string() }),
});
export type WarningDocument = v.InferOutput<typeof warningSchema>;
