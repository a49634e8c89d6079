import type { ConnectionFlags, NetworkFlags } from "../config/connection-flags.js";
import type { RetryLimits } from "../http/backoff.js";
import type { Timeouts } from "../http/network-failure.js";
import type { Level } from "../model/level.js";
import type { OutputFormat } from "../output/formats.js";
import type { Output } from "../output/output.js";
import type { Style } from "../output/style.js";
import type { OpenedKeys } from "../secrets/opened-keys.js";
import type { Context } from "./context.js";

/** The values of the global options. */
export interface RunOptions {
  readonly connection: ConnectionFlags;
  readonly network: NetworkFlags;
  readonly timeouts: Timeouts;
  readonly retryLimits: RetryLimits;
  readonly format: OutputFormat;
  readonly verbosity: number;
  /** False with --no-input. */
  readonly isInputAllowed: boolean;
  readonly isYes: boolean;
}

/** What `cli` provides to the context. */
export type CliContext = Pick<Context, "runLine" | "commandTree" | "lineWith"> & {
  readonly output: Output;
  /** The option that has read stdin already, if any. */
  readonly stdinReader?: string | undefined;
  /** The level that the run needs for certain, known before any request. */
  readonly needs: { readonly level: Level; readonly command: string };
  readonly stderrStyle: () => Promise<Style>;
  /** Collects every opened key, to be masked in all output. */
  readonly keys: OpenedKeys;
  /** Called before each request that writes. */
  readonly onWrite: () => void;
};
