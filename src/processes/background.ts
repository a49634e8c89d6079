/** A running sandbox, as described by its state file. */
export interface RunningSandbox {
  readonly url: string;
  readonly port: number;
  readonly keys: readonly string[];
  readonly server: string;
}

/** A sandbox that runs in the background. */
export interface BackgroundSandbox extends RunningSandbox {
  /** Its state file. Deleting it stops the sandbox. */
  readonly file: string;
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
  /** All running ones, ordered by port. @throws Failure E_STATE */
  running(): Promise<readonly BackgroundSandbox[]>;
  /** @returns whether the sandbox confirmed in time that it has stopped. @throws Failure E_STATE */
  stop(sandbox: BackgroundSandbox): Promise<boolean>;
}
