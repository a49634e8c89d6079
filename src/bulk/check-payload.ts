import type { ActionStatus, ApiVersion } from "../model/action.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { BODY_LIMIT_BYTES, depthProblem, kindProblem } from "../model/payload.js";

/** A payload that a row gives. */
export interface GivenPayload {
  readonly value: JsonValue;
  /** At least as many characters as its JSON text has. */
  readonly length: number;
}

/** The payload, or undefined for one that Novu cannot take; then `reasons` has got why. */
export const checkPayload = (
  { value, length }: GivenPayload,
  status: ActionStatus,
  api: ApiVersion,
  reasons: string[],
): JsonObject | undefined => {
  const problem =
    api === "v2"
      ? "cannot be sent with --api v2; leave it out, and the stored one stays as it is"
      : (kindProblem(value) ?? (length < SURELY_FITS ? undefined : boundsProblem(value, status)));
  if (problem !== undefined) reasons.push(`payload ${problem}`);
  return problem === undefined && isJsonObject(value) ? value : undefined;
};

/** In characters: a text of this length is never too deep, nor too large even when each character takes six bytes. */
const SURELY_FITS = 400;

const boundsProblem = (payload: JsonValue, status: ActionStatus): string | undefined =>
  depthProblem(payload) ?? sizeProblem({ status, payload });

const sizeProblem = (body: JsonValue): string | undefined => {
  const bytes = Buffer.byteLength(JSON.stringify(body));
  return bytes <= BODY_LIMIT_BYTES
    ? undefined
    : `makes a request of ${bytes} bytes; Novu takes ${BODY_LIMIT_BYTES}`;
};
