import { Failure } from "../../../failures/failure.js";
import type { ApiVersion } from "../../../model/action.js";
import type { Assignment } from "../../../model/payload.js";
import type { PayloadChange } from "./set-input.js";

export interface PayloadOptions {
  readonly payload?: string | undefined;
  readonly set?: readonly Assignment[] | undefined;
  readonly setJson?: readonly Assignment[] | undefined;
  readonly mergePayload?: true | undefined;
  readonly clearPayload?: true | undefined;
  readonly api: ApiVersion;
}

/** What the payload options ask for together. @throws Failure E_CONFLICT */
export const payloadChange = (options: PayloadOptions): PayloadChange => {
  const change = changeOf(options);
  if (options.api === "v2" && change.mode !== "keep") {
    throw conflict("--api v2 cannot carry a payload; a stored one stays as it is", "Leave out --api v2.");
  }
  return change;
};

const changeOf = ({
  payload,
  set = [],
  setJson = [],
  mergePayload,
  clearPayload,
}: PayloadOptions): PayloadChange => {
  const assignments = [...set, ...setJson];
  const isGiven = payload !== undefined || assignments.length > 0;
  if (clearPayload && (isGiven || mergePayload)) {
    throw conflict("--clear-payload removes the payload; it cannot be given together with a new one");
  }
  if (mergePayload && !isGiven) {
    throw conflict(
      "--merge-payload needs something to merge",
      "Give --payload, --set or --set-json with it.",
    );
  }
  if (clearPayload) return { mode: "clear" };
  return isGiven
    ? { mode: mergePayload ? "merge" : "replace", source: payload, assignments }
    : { mode: "keep" };
};

const conflict = (message: string, ...hint: readonly string[]): Failure =>
  new Failure("E_CONFLICT", message, { hint: [...hint, "Nothing was sent."] });
