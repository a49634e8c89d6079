import type { FaultName } from "../sandbox.js";
import type { Fault } from "./fault.js";
import { RESPONSE_FAULTS } from "./response-faults.js";
import { TRANSFER_FAULTS } from "./transfer-faults.js";

/** What each fault of the sandbox sends. */
export const FAULTS = { ...TRANSFER_FAULTS, ...RESPONSE_FAULTS } as const satisfies Readonly<
  Record<FaultName, Fault>
>;

export type { FaultName } from "../sandbox.js";

export const faultOf = (name: FaultName): Fault => FAULTS[name];
