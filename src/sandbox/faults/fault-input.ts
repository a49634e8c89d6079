import type { Hono, MiddlewareHandler } from "hono";
import { SANDBOX_FAULT_NAMES } from "../../model/sandbox-faults.js";
import { badRequest } from "../api-error.js";
import { asObject, type UnknownObject } from "../json.js";
import type { FaultInput, FaultOptions } from "../sandbox.js";
import type { HonoEnv } from "../server/route.js";
import type { ArmedFaults } from "./armed-faults.js";
import { FAULTS, faultOf } from "./fault-table.js";

const FIELDS = {
  name: ["string"],
  times: ["number", "string"],
  skip: ["number"],
  method: ["string"],
  path: ["string"],
  pattern: ["string"],
  kind: ["string"],
  probability: ["number"],
  seed: ["number"],
  retryAfter: ["string"],
  location: ["string"],
  forMs: ["number"],
} as const satisfies Readonly<Record<keyof FaultInput, readonly string[]>>;

const PATH = "/__sandbox/fault";

/** Reads a fault from a request body and checks the types of its fields. @throws ApiError 400 */
const readFault = (body: UnknownObject): FaultInput => {
  for (const [field, value] of Object.entries(body)) {
    const types: readonly string[] | undefined = Object.hasOwn(FIELDS, field)
      ? FIELDS[field as keyof typeof FIELDS]
      : undefined;
    if (types === undefined) {
      throw badRequest(`unknown field ${field}; known: ${Object.keys(FIELDS).join(", ")}`);
    }
    if (!types.includes(typeof value)) {
      throw badRequest(`${field} must be of type ${types.join(" or ")}`);
    }
  }
  return body as unknown as FaultInput;
};

const OPTIONS: readonly (keyof FaultOptions)[] = ["retryAfter", "location", "forMs"];
const MAX_MS = 2 ** 31 - 1;

const isIntegerFrom = (value: number, min: number): boolean => Number.isSafeInteger(value) && value >= min;
const canBeHeader = (text: string): boolean => /^[\x20-\x7e]+$/.test(text);

const isPattern = (source: string | RegExp): boolean => {
  try {
    return new RegExp(source) !== undefined;
  } catch {
    return false;
  }
};

/** Error messages, and the checks that cause them; missing fields pass. */
const CHECKS: readonly [complaint: string, isFine: (input: FaultInput) => boolean][] = [
  [
    "times must be a whole number from 1, or forever",
    ({ times = 1 }) => times === "forever" || (typeof times === "number" && isIntegerFrom(times, 1)),
  ],
  ["skip must be a whole number from 0", ({ skip = 0 }) => isIntegerFrom(skip, 0)],
  ["kind must be any, reads or writes", ({ kind = "any" }) => ["any", "reads", "writes"].includes(kind)],
  [
    "probability must be more than 0 and at most 1",
    ({ probability = 1 }) => probability > 0 && probability <= 1,
  ],
  ["seed must be a whole number from 0", ({ seed = 0 }) => isIntegerFrom(seed, 0)],
  [
    "seed only works with probability",
    ({ seed, probability }) => seed === undefined || probability !== undefined,
  ],
  ["pattern must be a regular expression", ({ pattern = "" }) => isPattern(pattern)],
  ["retryAfter must be printable ASCII", ({ retryAfter = "1" }) => canBeHeader(retryAfter)],
  ["location must be printable ASCII", ({ location = "/" }) => canBeHeader(location)],
  [
    `forMs must be a whole number from 1 to ${MAX_MS}`,
    ({ forMs = 1 }) => isIntegerFrom(forMs, 1) && forMs <= MAX_MS,
  ],
];

/** @throws ApiError 400 for an unknown fault or invalid fields */
export const assertValidFault = (input: FaultInput): void => {
  if (!Object.hasOwn(FAULTS, input.name)) {
    throw badRequest(`Unknown fault ${input.name}; known: ${SANDBOX_FAULT_NAMES.join(", ")}`);
  }
  for (const [complaint, isFine] of CHECKS) {
    if (!isFine(input)) {
      throw badRequest(complaint);
    }
  }
  const { options = [] } = faultOf(input.name);
  for (const option of OPTIONS) {
    if (input[option] !== undefined && !options.includes(option)) {
      throw badRequest(`${input.name} takes no ${option}`);
    }
  }
};

/** Routes to arm, list and clear faults from another process. */
export const mountFaultControl = (
  app: Hono<HonoEnv>,
  faults: ArmedFaults,
  identify: MiddlewareHandler<HonoEnv>,
): void => {
  app.get(PATH, identify, (context) => context.json({ data: faults.list() }));
  app.post(PATH, identify, (context) =>
    context.json({ data: faults.arm(readFault(asObject(context.get("body")))) }, 201),
  );
  app.delete(PATH, identify, async (context) => context.json({ data: { cleared: await faults.clear() } }));
};
