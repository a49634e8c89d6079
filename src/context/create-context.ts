import { createRecentFile } from "../completion/recent-file.js";
import { NO_RECENTS, type Recents } from "../completion/recents.js";
import { configDir } from "../config/config-dir.js";
import { connectionFacts } from "../config/connection-facts.js";
import type { ConnectionFlags } from "../config/connection-flags.js";
import { type KeyReference, searchedKeySources } from "../config/key-candidates.js";
import { keyOrigin } from "../config/key-origin.js";
import { noKey } from "../config/no-key.js";
import { openKey } from "../config/open-key.js";
import { NO_PROFILES, type ProfileStore, type Profiles } from "../config/profile.js";
import { createProfileFile } from "../config/profile-file.js";
import { needsProfiles, resolveConnection, resolveTarget } from "../config/resolve-connection.js";
import { Failure } from "../failures/failure.js";
import { cacheDir, mayStore } from "../files/base-dirs.js";
import type { Secret } from "../secrets/secret.js";
import { createConfirmWrite } from "./confirm-write.js";
import type { Connected, ConnectHow, Context } from "./context.js";
import { createAsker } from "./create-asker.js";
import { createClientParts } from "./create-client.js";
import { createDiagnostics } from "./create-diagnostics.js";
import type { Host } from "./host.js";
import type { CliParts, RunOptions } from "./run-options.js";

/** Wires the adapters, each loaded when first asked for; the only place that names them. */
export const createContext = (host: Host, options: RunOptions, cli: CliParts): Context => {
  const { env } = host;
  const place = { env, platform: host.platform, home: host.home, user: host.user };

  const client = createClientParts(host, options, cli);
  const asker = createAsker(host, options, cli);

  const profiles = async (): Promise<ProfileStore> =>
    createProfileFile(configDir(place), place, {
      mayStore: mayStore(place, ["NOVU_MSG_CONFIG_DIR", "XDG_CONFIG_HOME"]),
      onBroken: async (...file) => (await import("../config/broken-config.js")).brokenConfig(...file),
      update: async (...change) => (await import("../config/update-profiles.js")).updateProfiles(...change),
    });

  const profilesFor = async (flags: ConnectionFlags, withShadows: boolean): Promise<Profiles> =>
    needsProfiles(flags, env)
      ? (await profiles()).read()
      : withShadows
        ? (await profiles()).read().catch(ifIgnored)
        : NO_PROFILES;

  const plan = async ({ profile, withShadows = false }: ConnectHow = {}) => {
    const flags = { ...options.connection, ...(profile === undefined ? {} : { profile }) };
    const known = await profilesFor(flags, withShadows);
    return { ...resolveConnection(flags, env, known), places: searchedKeySources(flags, known) };
  };

  let hasToldIgnored = false;
  /** Where a key from a variable counts, a config that must not be used is no error; a person learns that it is not. */
  const noteIgnoredConfig = async (): Promise<void> => {
    const isShown = options.verbosity > 0 || host.stderr.isTerminal;
    if (hasToldIgnored || !isShown) return;
    hasToldIgnored = true;
    await (await profiles()).read().catch(async (error: unknown) => {
      ifIgnored(error);
      await cli.output.note(`${error instanceof Failure ? error.message : ""}; it is ignored for this run`);
    });
  };

  const address = async () => (await plan()).apiUrl.value;

  const recents: Context["recents"] = async () => {
    // Whoever cannot say where a run goes has nothing to remember of it.
    const url = await address().catch(() => undefined);
    return url === undefined || !mayStore(place, ["XDG_CACHE_HOME"])
      ? NO_OP_RECENTS
      : createRecentFile(cacheDir(place), new URL(url).host);
  };

  const target: Context["target"] = async () => resolveTarget(options.connection, env);

  const keychain: Context["keychain"] = async () =>
    (await import("../config/spawned-keychain.js")).createKeychain({
      program: host.keychainProgram,
      env: host.childEnv,
      signal: host.signal,
      limitMs: asker.canAsk ? KEYCHAIN_WITH_PERSON_MS : KEYCHAIN_ALONE_MS,
    });

  const open = async (reference: KeyReference): Promise<Secret> => {
    const secret = await openKey(reference, env, {
      run: async (command) =>
        (await import("../config/run-key-command.js")).runKeyCommand(command, {
          env: host.childEnv,
          signal: host.signal,
        }),
      keychain,
    });
    const mask = (await import("../secrets/hidden-key.js")).hiddenKey(secret);
    cli.keys.add(secret, mask);
    return secret;
  };

  const program: Context["program"] = async (line) =>
    (await import("../processes/program.js")).createProgram(line, {
      env: host.childEnv,
      signal: host.signal,
      withoutKeys: cli.keys.hide,
      platform: host.platform,
    });

  const connect: Context["connect"] = async (how) => {
    const connection = await plan(how);
    if (connection.key === undefined) throw noKey(connection.places);
    if (connection.key.value.in === "variable") await noteIgnoredConfig();
    for (const notice of connection.notices) await cli.output.note(notice);
    const secret = await open(connection.key.value);
    const novu = await client.novuAt(connection.apiUrl.value, secret, keyOrigin(connection), how?.client);
    const facts = connectionFacts(connection);
    const forWriting: Connected["forWriting"] = async (intent) => {
      await confirmWrite(facts, intent);
      return novu;
    };
    return { novu, facts, forWriting };
  };

  const confirmWrite = createConfirmWrite({ ...asker, isYes: options.isYes });

  let { stdinReader } = cli;
  /** A second reader would get nothing, and take that for an empty input. @throws Failure E_CONFLICT */
  const takeStdin = (): void => {
    if (stdinReader !== undefined) {
      throw new Failure("E_CONFLICT", `stdin can be read only once, and ${stdinReader} reads it already`, {
        hint: ["Give one of them as a file. Nothing was sent."],
      });
    }
    stdinReader = "another option";
  };

  const readText: Context["readText"] = async (source) => {
    if (source === "-") takeStdin();
    const { readStdin, readTextFile } = await import("./read-input.js");
    return source === "-" ? readStdin(host) : readTextFile(source);
  };

  const openBytes: Context["openBytes"] = async (source) => {
    if (source === "-") takeStdin();
    const { fileBytes, stdinBytes } = await import("./byte-source.js");
    return source === "-" ? stdinBytes(host) : fileBytes(source, host.signal);
  };

  const { output, runLine, commandTree, lineWith } = cli;
  return {
    output,
    runLine,
    commandTree,
    lineWith,
    ...asker,
    isYes: options.isYes,
    address,
    target,
    connect,
    novuAt: client.novuAt,
    profiles,
    diagnostics: createDiagnostics(host, options, client),
    recents,
    place,
    openKey: open,
    keychain,
    readText,
    program,
    openBytes,
    get isTyped() {
      return host.stdin.isTerminal;
    },
    now: host.now,
    random: host.random,
    sleep: (ms, signal = host.signal) => host.sleep(ms, signal).catch(unless(signal)),
    processes: host.processes,
    holdHeap: host.holdHeap,
    signal: host.signal,
    env,
    sandbox: async () => (await import("../sandbox/sandbox.js")).startSandbox,
    exampleSeed: async () => (await import("../sandbox/example-seed.js")).EXAMPLE_SEED,
    background: async () =>
      (await import("../processes/create-background.js")).createBackground({
        place,
        program: host.ownProgram,
        env: host.childEnv,
        signal: host.signal,
      }),
    keepStateFile: async (...word) => (await import("../processes/state-file.js")).keepStateFile(...word),
  };
};

/** Those of a config that is somebody else's, or open to others: it has no say where it is not needed. */
const OF_UNTRUSTED: ReadonlySet<string> = new Set(["E_CONFIG_OWNER", "E_CONFIG_MODE", "E_CONFIG_IO"]);

const ifIgnored = (error: unknown): Profiles => {
  if (error instanceof Failure && OF_UNTRUSTED.has(error.code)) return NO_PROFILES;
  throw error;
};

/** A locked keychain asks for its password, in a window of its own. */
const KEYCHAIN_WITH_PERSON_MS = 60_000;
const KEYCHAIN_ALONE_MS = 5_000;

/** A sleep that the signal ended is no error of the sleep's. */
const unless = (signal: AbortSignal) => (error: unknown) => {
  if (!signal.aborted) throw error;
};

const NO_OP_RECENTS: Recents = { read: async () => NO_RECENTS, add: async () => {} };
