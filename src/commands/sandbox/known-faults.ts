import { SANDBOX_FAULT_NAMES, SANDBOX_FAULTS, type SandboxFault } from "../../model/sandbox-faults.js";

interface KnownFault extends SandboxFault {
  readonly name: string;
}

export const knownFaults: readonly KnownFault[] = SANDBOX_FAULT_NAMES.map((name) => ({
  name,
  ...SANDBOX_FAULTS[name],
}));

/** The hint for an unknown name. */
export const FAULT_LIST_HINT = "novu-msg sandbox fault --list says what each does. Nothing was sent.";

export const faultOptionsOf = (name: string): NonNullable<SandboxFault["options"]> =>
  knownFaults.find((fault) => fault.name === name)?.options ?? [];
