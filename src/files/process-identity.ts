/** Identifies one process on one machine. A process ID alone is not enough: it is reused after the process ends. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** Changes with every boot of the machine. Absent where the system has no such value. */
  readonly bootId?: string;
  /** The set of process IDs that `pid` is one of: a container has its own. Absent outside Linux. */
  readonly pidNamespace?: string;
  /** In the system's own format, so only good for comparing. Absent where it cannot be read. */
  readonly startTime?: string;
}

/** What the system reports about a process ID now. */
export interface ProcessStatus {
  readonly state: "running" | "suspended" | "ended";
  readonly startTime?: string;
}

/** The operating system's process table, as far as this process can see it. */
export interface ProcessTable {
  readonly own: () => Promise<ProcessIdentity>;
  readonly statusOf: (pid: number) => Promise<ProcessStatus>;
}

/**
 * `unseen`: this machine by name, but its processes cannot be seen from here: it is another container on this
 * machine, or the machine before a reboot, or another machine with the same name.
 * `unknown`: another machine, or a system that does not say when a process started.
 */
export type Liveness = "running" | "suspended" | "ended" | "unseen" | "unknown";

/** Whether the process with this identity still runs, as seen by the process `own`. */
export const livenessOf = async (
  identity: Partial<ProcessIdentity>,
  own: ProcessIdentity,
  statusOf: ProcessTable["statusOf"],
): Promise<Liveness> => {
  const { pid } = identity;
  if (pid === undefined || identity.host !== own.host) return "unknown";
  if (identity.bootId !== own.bootId || identity.pidNamespace !== own.pidNamespace) return "unseen";
  const { state, startTime } = await statusOf(pid);
  if (state === "ended") return "ended";
  if (identity.startTime === undefined || startTime === undefined) return "unknown";
  return identity.startTime === startTime ? state : "ended";
};

/** The identity in a parsed JSON value. Fields of a wrong type count as absent: the file may be anybody's. */
export const identityIn = (value: { readonly [name: string]: unknown }): Partial<ProcessIdentity> => ({
  ...(Number.isSafeInteger(value.pid) && Number(value.pid) > 0 ? { pid: Number(value.pid) } : {}),
  ...textIn(value, "host"),
  ...textIn(value, "bootId"),
  ...textIn(value, "pidNamespace"),
  ...textIn(value, "startTime"),
});

const textIn = (value: { readonly [name: string]: unknown }, name: string): Record<string, string> =>
  typeof value[name] === "string" ? { [name]: value[name] } : {};
