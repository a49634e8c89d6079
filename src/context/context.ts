import type { Recents } from "../completion/recents.js";
import type { AllowedLevel } from "../config/allowed-level.js";
import type { ConnectionFlags } from "../config/connection-flags.js";
import type { ConnectionSummary } from "../config/connection-summary.js";
import type { KeyReference } from "../config/key-candidates.js";
import type { Keychain } from "../config/keychain.js";
import type { ProfileStore, Profiles } from "../config/profile.js";
import type { resolveTarget } from "../config/resolve-connection.js";
import type { Dirs } from "../files/base-dirs.js";
import type { Processes } from "../files/system-processes.js";
import type { Http, HttpRequest } from "../http/http.js";
import type { KeyOrigin } from "../novu/error-classification.js";
import type { Novu, NovuReader } from "../novu/novu.js";
import type { Output } from "../output/output.js";
import type { Background, Lease, SandboxState } from "../processes/background.js";
import type { createProgram } from "../processes/program.js";
import type { PasteableLine } from "../processes/quote.js";
import type { Prompts } from "../prompts/prompts.js";
import type { Seed, startSandbox } from "../sandbox/sandbox.js";
import type { Secret } from "../secrets/secret.js";
import type { CommandNode } from "./command-node.js";
import type { Diagnostics } from "./diagnostics.js";
import type { OutputSchemas } from "./output-schemas.js";
import type { stdinBytes } from "./read-input.js";

/** A client, and what may be shown of its connection. */
export interface Connected {
  readonly novu: NovuReader;
  readonly connection: ConnectionSummary;
  /**
   * Asks for confirmation if needed and returns a client that can write. The name of a protected profile has to be typed
   * once per run, unless --yes is given. @throws Failure E_CONFIRM, E_INTERRUPTED
   */
  readonly forWriting: (intent: WriteIntent) => Promise<Novu>;
  /** A client that neither retries nor logs, for searches while a person types. */
  readonly withoutRetries: () => Promise<NovuReader>;
}

/** Describes a write for its confirmation. */
export interface WriteIntent {
  /** Completes “to …”: `delete message 65f0… for good`. */
  readonly what: string;
  /** Set for writes that always need confirmation. Typing a protected profile's name confirms them too. */
  readonly question?: string;
  /** The request, if the user wrote it: it is checked against the level before anyone is asked. */
  readonly request?: Pick<HttpRequest, "method" | "path">;
}

/** Options for bulk runs, whose client outlives the run's first signal so that they can end in order. */
interface BulkClientOptions {
  /** Maximum number of open connections. */
  readonly connections: number;
  /** Aborts all requests, in place of the run's own signal. */
  readonly signal: AbortSignal;
  /** Wraps the HTTP client. Called for every try. */
  readonly wrapHttp: (http: Http) => Http;
  /** Called right before each request is written to its connection. An error stops the request. */
  readonly beforeSend?: () => void;
}

export interface ConnectOptions {
  readonly client?: BulkClientOptions;
  /** Overrides the command line's profile. */
  readonly profile?: string;
  /** Also read profiles that have no effect, to list them as overridden. */
  readonly withOverridden?: boolean;
}

/** Everything that a command may need, made by `createContext`. Functions load what they return when they are called. */
export interface Context {
  /** The base URL of this run's requests. Opens no key. @throws Failure of config/resolve-connection */
  address(): Promise<string>;
  /**
   * The server of a new profile.
   * @param address in place of the line's own region and address
   * @throws Failure E_URL, E_ENUM, E_CONFLICT, E_HTTP
   */
  target(address?: Pick<ConnectionFlags, "region" | "apiUrl">): Promise<ReturnType<typeof resolveTarget>>;
  /** The level for changes to stored levels. It ignores --allow, which on such a line is the new level. */
  allowedFor(known: Profiles, name: string): AllowedLevel;
  /** A client with an opened key. @throws Failure E_NO_KEY and those of `address` and `openKey` */
  connect(options?: ConnectOptions): Promise<Connected>;
  /** The error with the subscriber that was probably meant, if the run's client met an unknown one. */
  withLikelySubscriber(error: unknown): Promise<unknown>;
  /** A client for a given address and key, independent of the settings. */
  novuAt(baseUrl: string, secret: Secret, origin?: KeyOrigin): Promise<NovuReader>;
  profiles(): Promise<ProfileStore>;
  /** Checks of the configuration and the network. Each takes at most `limitMs`, or the run's timeouts if shorter. */
  diagnostics(limitMs: number): Promise<Diagnostics>;
  /** IDs used recently at the run's address. Never fails. */
  recents(): Promise<Recents>;
  /** Where the user's files are stored. */
  readonly dirs: Dirs;
  /** Reads the key that a reference points to. @throws Failure E_KEY_SOURCE, E_KEYCHAIN, E_KEY_FORMAT */
  openKey(location: KeyReference): Promise<Secret>;
  /** The system's keychain. Every call ends within seconds, or within a minute if a person may unlock it. */
  keychain(): Promise<Keychain>;
  /** Whether prompts are possible: stdin and stderr are terminals, and no option or variable forbids them. */
  readonly canAsk: boolean;
  /** Whether --yes was given. */
  readonly isYes: boolean;
  /** --max-wait, ms. */
  readonly maxWaitMs: number;
  /** @param instead what to give in place of an answer, for the failure. @throws Failure E_INPUT if `canAsk` is false */
  prompts(instead: string): Promise<Prompts>;
  /** Asks for confirmation, unless --yes is given. @throws Failure E_CONFIRM, E_INTERRUPTED */
  confirm(question: string): Promise<void>;
  /** The text of a file, or of stdin for `-`. @throws Failure E_FILE */
  readText(source: string): Promise<string>;
  /** The bytes of a file, or of stdin for `-`, as a stream. @throws Failure E_FILE */
  openBytes(source: string): Promise<ReturnType<typeof stdinBytes>>;
  /** Whether stdin is a terminal. */
  readonly isStdinTerminal: boolean;
  readonly output: Pick<
    Output,
    "format" | "isForPerson" | "textWidth" | "note" | "warn" | "during" | "progress" | "print" | "show"
  >;
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /**
   * Resolves after `ms`, or at once when the signal (by default the run's) aborts. Callers check the signal
   * themselves.
   */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly processes: Processes;
  /** See `Host`. */
  readonly limitHeapGrowth: () => void;
  /** Aborted by SIGINT, SIGTERM or a crash. */
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the source of the key is called, where this program set the key's variable itself. */
  readonly keySource: string | undefined;
  /**
   * Runs another command line in this process with the given variables. Its output is shown only in formats for people.
   * @param keySource what to call the source of a key in these variables; default: the variable
   */
  runLine(
    argv: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
    keySource?: string,
  ): Promise<number>;
  /** Prepares a program that the user named. It gets none of this run's keys. @throws Failure E_EXEC */
  prepareUserProgram(line: string): ReturnType<typeof createProgram>;
  commandTree(): CommandNode;
  outputSchemas(): OutputSchemas;
  /** This run's command line with an option replaced, to be copied. Undefined if the line may contain a secret. */
  lineWith(option: string, value?: string): PasteableLine | undefined;
  sandbox(): Promise<typeof startSandbox>;
  /** The default content of a sandbox. */
  exampleSeed(): Promise<Seed>;
  /** Sandboxes that outlive their commands. */
  background(): Promise<Background>;
  /** Writes the state file of a running sandbox; deleting the file stops the sandbox. @throws Failure E_STATE */
  keepStateFile(file: string, sandbox: SandboxState): Promise<Lease>;
}
