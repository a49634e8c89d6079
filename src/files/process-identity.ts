import { jsonIn } from "../model/json.js";

/** Identifies one process on one machine. A process ID alone is not enough: it is reused after the process ends. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** Changes with every boot of the machine. Absent where the system has no such value. */
  readonly bootId?: string;
  /** The PID namespace of `pid`: each container has its own. Absent outside Linux. */
  readonly pidNamespace?: string;
  /** In the system's format, so only fit for comparison. Absent if it cannot be read. */
  readonly startTime?: string;
}

/** What the system reports about a process ID now. */
export interface ProcessStatus {
  readonly state: "running" | "suspended" | "ended";
  readonly startTime?: string;
}

/** The operating system's process table, as far as this process can see it. */
export interface ProcessTable {
  readonly self: () => Promise<ProcessIdentity>;
  readonly statusOf: (pid: number) => Promise<ProcessStatus>;
}

/**
 * `unseen`: the host name matches, but the process is not visible from here. It ran in another container, before a
 * reboot, or on another machine with the same name.
 * `unknown`: another machine, or a system that does not report when a process started.
 */
type Liveness = "running" | "suspended" | "ended" | "unseen" | "unknown";

/** Whether the process with this identity still runs, as seen by the process `self`. */
export const livenessOf = async (
  identity: Partial<ProcessIdentity>,
  self: ProcessIdentity,
  statusOf: ProcessTable["statusOf"],
): Promise<Liveness> => {
  const { pid } = identity;
  if (pid === undefined || identity.host !== self.host) return "unknown";
  if (identity.bootId !== self.bootId || identity.pidNamespace !== self.pidNamespace) return "unseen";
  const { state, startTime } = await statusOf(pid);
  if (state === "ended") return "ended";
  if (identity.startTime === undefined || startTime === undefined) return "unknown";
  return identity.startTime === startTime ? state : "ended";
};

/**
 * The identity in a JSON text. What is missing or of a wrong type is absent, since the file may be corrupt, empty or
 * half-written.
 */
export const identityInText = (text: string): Partial<ProcessIdentity> => identityIn(Object(jsonIn(text)));

const identityIn = (value: { readonly [name: string]: unknown }): Partial<ProcessIdentity> => ({
  ...(Number.isSafeInteger(value.pid) && Number(value.pid) > 0 ? { pid: Number(value.pid) } : {}),
  ...textIn(value, "host"),
  ...textIn(value, "bootId"),
  ...textIn(value, "pidNamespace"),
  ...textIn(value, "startTime"),
});

const textIn = (value: { readonly [name: string]: unknown }, name: string): Record<string, string> =>
  typeof value[name] === "string" ? { [name]: value[name] } : {};
