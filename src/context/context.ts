import type { Recents } from "../completion/recents.js";
import type { ConnectionFacts } from "../config/connection-facts.js";
import type { KeyReference } from "../config/key-candidates.js";
import type { Keychain } from "../config/keychain.js";
import type { ProfileStore } from "../config/profile.js";
import type { ConnectionTarget } from "../config/resolve-connection.js";
import type { Dirs } from "../files/base-dirs.js";
import type { Http } from "../http/http.js";
import type { KeyOrigin } from "../novu/error-classification.js";
import type { Novu, NovuReader } from "../novu/novu.js";
import type { Output } from "../output/output.js";
import type { Background, Lease, RunningSandbox } from "../processes/background.js";
import type { RunProgram } from "../processes/program.js";
import type { PasteableLine } from "../processes/quote.js";
import type { Prompts } from "../prompts/prompts.js";
import type { Seed, startSandbox } from "../sandbox/sandbox.js";
import type { Secret } from "../secrets/secret.js";
import type { ByteSource } from "./byte-source.js";
import type { CommandNode } from "./command-node.js";
import type { Diagnostics } from "./diagnostics.js";
import type { Processes } from "./host.js";

/** A client, and what may be shown of where it goes and as whom. */
export interface Connected {
  readonly novu: NovuReader;
  readonly facts: ConnectionFacts;
  /**
   * A client that can change things. Through a protected profile somebody has to type its name first, once a
   * run; --yes is that too. @throws Failure E_CONFIRM, E_INTERRUPTED
   */
  readonly forWriting: (intent: WriteIntent) => Promise<Novu>;
}

/** What somebody is asked before a change. */
export interface WriteIntent {
  /** Completes “to …”: `delete message 65f0… for good`. */
  readonly what: string;
  /** For a change that wants a yes wherever it happens; typing a protected profile's name is that yes. */
  readonly question?: string;
}

/** A client for many requests at once, that outlives the run's first signal to end in order. */
export interface ClientHow {
  /** Connections it may have open. */
  readonly connections: number;
  /** Ends all its requests at once, in place of the run's own signal. */
  readonly signal: AbortSignal;
  /** Stands between the client and what it sends, once a try. */
  readonly through: (http: Http) => Http;
  /** Called at the last moment before each request is written to its connection; what it throws stops the request. */
  readonly beforeSend?: () => void;
}

export interface ConnectHow {
  readonly client?: ClientHow;
  /** Instead of the command line's own. */
  readonly profile?: string;
  /** Look at the profiles even where they cannot count, to tell what was shadowed. */
  readonly withShadows?: boolean;
}

/** What a command may need. Expensive things are functions: who does not ask does not pay. */
export interface Context {
  /** Where this run's requests would go; opens no key. @throws Failure of settings/resolve-connection */
  address(): Promise<string>;
  /** Where a new profile's requests would go. @throws Failure E_URL, E_ENUM, E_CONFLICT, E_HTTP */
  target(): Promise<ConnectionTarget>;
  /** A client with an opened key. @throws Failure E_NO_KEY and those of `address` and `openKey` */
  connect(how?: ConnectHow): Promise<Connected>;
  /** A client for an address and a key that no setting decided. */
  novuAt(baseUrl: string, secret: Secret, origin?: KeyOrigin): Promise<NovuReader>;
  profiles(): Promise<ProfileStore>;
  /** Eyes for the set-up itself; no single look takes longer than the run's time-outs, or than `limitMs`. */
  diagnostics(limitMs: number): Promise<Diagnostics>;
  /** Ids used lately at the run's address; never fails. */
  recents(): Promise<Recents>;
  /** Where a user's files live. */
  readonly place: Dirs;
  /** The key at a place. @throws Failure E_KEY_SOURCE, E_KEYCHAIN, E_KEY_FORMAT */
  openKey(location: KeyReference): Promise<Secret>;
  /** The system's; every use of it ends within seconds, or a minute where somebody can unlock it. */
  keychain(): Promise<Keychain>;
  /** Whether there is somebody to ask: a terminal, and nothing that forbids it. */
  readonly canAsk: boolean;
  /** Whether --yes was given. */
  readonly isYes: boolean;
  /** Somebody to ask. @throws Failure E_INPUT that names `instead` when there is nobody */
  prompts(instead: string): Promise<Prompts>;
  /** Asks for a yes; --yes is one. @throws Failure E_CONFIRM, E_INTERRUPTED */
  confirm(question: string): Promise<void>;
  /** The text of a file, or of stdin for `-`. @throws Failure E_FILE */
  readText(source: string): Promise<string>;
  /** The bytes of a file, or of stdin for `-`, for who need not have all at once. @throws Failure E_FILE */
  openBytes(source: string): Promise<ByteSource>;
  /** Whether stdin is a terminal, where nothing comes but what a person types. */
  readonly isTyped: boolean;
  readonly output: Pick<
    Output,
    "isForPerson" | "textWidth" | "note" | "warn" | "during" | "progress" | "print" | "show"
  >;
  readonly now: () => number;
  /** From 0 up to but not 1. */
  readonly random: () => number;
  /**
   * Settles after so many ms, or at once when the signal comes, which is the run's unless another is given:
   * whoever wakes looks at it.
   */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly processes: Processes;
  /** As the host's. */
  readonly holdHeap: () => void;
  /** Aborted when the user or the system wants the run to end. */
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs another command line in this process, with other variables; in a format for people its output goes where ours goes, else nowhere. */
  runLine(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<number>;
  /** A user's own program, word by word, which gets none of this run's keys. @throws Failure E_EXEC */
  program(line: string): Promise<RunProgram>;
  commandTree(): CommandNode;
  /** This run's own line with an option set anew, ready to paste; undefined where it must not be repeated. */
  lineWith(option: string, value?: string): PasteableLine | undefined;
  sandbox(): Promise<typeof startSandbox>;
  /** What a sandbox holds where nobody says otherwise. */
  exampleSeed(): Promise<Seed>;
  /** Sandboxes that outlive their commands. */
  background(): Promise<Background>;
  /** Leaves word of a running sandbox in a file that it lives by. @throws Failure E_STATE */
  keepStateFile(file: string, sandbox: RunningSandbox): Promise<Lease>;
}
