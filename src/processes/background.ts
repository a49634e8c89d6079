/** What a state file says of a running sandbox. */
export interface RunningSandbox {
  readonly url: string;
  readonly port: number;
  readonly keys: readonly string[];
  readonly server: string;
}

/** One that outlives the command it was started with. */
export interface KeptSandbox extends RunningSandbox {
  /** The file it lives by. */
  readonly file: string;
}

/** What is left behind while a sandbox runs. */
export interface Lease {
  /** Settles when somebody has taken the file away. */
  readonly taken: Promise<void>;
  /** Takes away what is left of it; for when the sandbox is closed. */
  end(): Promise<void>;
}

/** Sandboxes that outlive their commands. */
export interface Background {
  /** Starts this program anew with these words, and waits until its sandbox answers. @throws Failure what that one fails with, E_SANDBOX, E_STATE */
  start(words: readonly string[], stdin: string | undefined): Promise<RunningSandbox>;
  /** Those that run, by port. @throws Failure E_STATE */
  running(): Promise<readonly KeptSandbox[]>;
  /** Ends one, and gives whether it said in time that it has ended; else its process hangs or is gone. @throws Failure E_STATE */
  stop(sandbox: KeptSandbox): Promise<boolean>;
}
