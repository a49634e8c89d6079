/** A running sandbox, as described by its state file. */
export interface RunningSandbox {
  readonly url: string;
  readonly port: number;
  readonly keys: readonly string[];
  readonly server: string;
}

/** What the state file of a sandbox says. */
export interface SandboxState extends RunningSandbox {
  readonly pid?: number;
  /** RFC 3339. */
  readonly startedAt?: string;
  /** It runs in the terminal that started it, and keeps running when the file is deleted. */
  readonly isForeground?: boolean;
}

/** A running sandbox of this user. */
export interface ListedSandbox extends SandboxState {
  /** Its state file. Deleting it stops a sandbox in the background. */
  readonly file: string;
  readonly isBackground: boolean;
}

/** The state file of a sandbox in this process. */
export interface Lease {
  /** Resolves when the file was deleted or renamed, which means that the sandbox should stop. */
  readonly revoked: Promise<void>;
  /** Removes the file. Call it when the sandbox has stopped. */
  end(): Promise<void>;
}

/** Manages sandboxes that keep running after their command. */
export interface Background {
  /** Runs this program with these words in the background and waits until its sandbox answers. @throws Failure of that process, E_SANDBOX, E_STATE */
  start(words: readonly string[], stdin: string | undefined): Promise<RunningSandbox>;
  /** Lists a sandbox of this process with the others, if its state can be stored. @param stateFile the file that it has already */
  list(sandbox: SandboxState, stateFile: string | undefined): Promise<Lease | undefined>;
  /** All running ones, also those in other terminals, ordered by port. @throws Failure E_STATE */
  running(): Promise<readonly ListedSandbox[]>;
  /** @returns whether the sandbox confirmed in time that it has stopped. @throws Failure E_STATE */
  stop(sandbox: ListedSandbox): Promise<boolean>;
}
