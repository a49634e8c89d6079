import type { ConnectionFlags, NetworkFlags } from "../config/connection-flags.js";
import type { RetryLimits } from "../http/backoff.js";
import type { Timeouts } from "../http/network-failure.js";
import type { OutputFormat } from "../output/formats.js";
import type { Output } from "../output/output.js";
import type { Style } from "../output/style.js";
import type { OpenedKeys } from "../secrets/opened-keys.js";
import type { Context } from "./context.js";

/** The command line's choices that concern every command. */
export interface RunOptions {
  readonly connection: ConnectionFlags;
  readonly network: NetworkFlags;
  readonly timeouts: Timeouts;
  /** How much trying a request is worth. */
  readonly budget: RetryLimits;
  readonly format: OutputFormat;
  readonly verbosity: number;
  readonly mayAsk: boolean;
  readonly isYes: boolean;
}

/** What the command line layer itself provides. */
export type CliParts = Pick<Context, "runLine" | "commandTree" | "lineWith"> & {
  readonly output: Output;
  /** The option that has read stdin already, if one has. */
  readonly stdinReader?: string | undefined;
  readonly stderrStyle: () => Promise<Style>;
  /** Gets every key that is opened, so that it is shown nowhere. */
  readonly keys: OpenedKeys;
};
