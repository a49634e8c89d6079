import { createRecentFile } from "../completion/recent-file.js";
import { NO_RECENTS, type Recents } from "../completion/recents.js";
import { resolveLevel } from "../config/allowed-level.js";
import { assertLevel, assertRequestAllowed } from "../config/assert-level.js";
import { configDir } from "../config/config-dir.js";
import { configDirProblem } from "../config/config-dir-problem.js";
import type { ConnectionFlags } from "../config/connection-flags.js";
import { summarizeConnection } from "../config/connection-summary.js";
import { type KeyReference, searchedKeySources } from "../config/key-candidates.js";
import { keyOrigin } from "../config/key-origin.js";
import { noKey } from "../config/no-key.js";
import { openKey } from "../config/open-key.js";
import { NO_PROFILES, type ProfileStore, type Profiles, profileNamed } from "../config/profile.js";
import { createProfileFile } from "../config/profile-file.js";
import { needsProfiles, resolveConnection, resolveTarget } from "../config/resolve-connection.js";
import { Failure } from "../failures/failure.js";
import { cacheDir, mayStore } from "../files/base-dirs.js";
import { variable, withoutKeyVariables } from "../model/env.js";
import { ignoreAbort } from "../model/ignore-abort.js";
import { usesPowerShell } from "../processes/quote-for-windows.js";
import type { Secret } from "../secrets/secret.js";
import { createConfirmWrite } from "./confirm-write.js";
import type { Connected, ConnectOptions, Context } from "./context.js";
import { createClientParts, createDiagnostics } from "./create-client.js";
import { createPrompts } from "./create-prompts.js";
import type { Host } from "./host.js";
import type { CliContext, RunOptions } from "./run-options.js";

/** Wires the adapters. Each is loaded on first use. */
export const createContext = (host: Host, options: RunOptions, cli: CliContext): Context => {
  const { env } = host;
  const childEnv = withoutKeyVariables(host.childEnv);
  const dirs = { env, platform: host.platform, home: host.home, uid: host.uid };

  const client = createClientParts(host, options, cli);
  const prompting = createPrompts(host, options, cli);

  const profiles = async (): Promise<ProfileStore> =>
    createProfileFile(configDir(dirs), dirs, {
      mayStore: mayStore(dirs, ["NOVU_MSG_CONFIG_DIR", "XDG_CONFIG_HOME"]),
      problem: configDirProblem(dirs),
      onBroken: async (...file) => (await import("../config/broken-config.js")).brokenConfig(...file),
      update: async (...change) =>
        (await import("../config/update-profiles.js")).updateProfiles(host.processes)(...change),
    });

  const profilesFor = async (flags: ConnectionFlags, withOverridden: boolean): Promise<Profiles> =>
    needsProfiles(flags, env)
      ? (await profiles()).read()
      : withOverridden
        ? (await profiles()).read().catch(ignoreUnusable)
        : NO_PROFILES;

  const plan = async ({ profile, withOverridden = false }: ConnectOptions = {}) => {
    const flags = { ...options.connection, ...(profile === undefined ? {} : { profile }) };
    const known = await profilesFor(flags, withOverridden);
    const resolved = resolveConnection(flags, env, known);
    const { key } = resolved;
    const source = host.keySource;
    return {
      ...resolved,
      ...(source !== undefined && key?.value.in === "secret" ? { key: { ...key, source } } : {}),
      searched: searchedKeySources(flags, known),
    };
  };

  let hasNotedIgnored = false;
  /** With a key from a variable, an untrusted config file is not an error. People are told that it is ignored. */
  const noteIgnoredConfig = async (): Promise<void> => {
    const isShown = options.verbosity > 0 || host.stderr.isTerminal;
    if (hasNotedIgnored || !isShown) return;
    hasNotedIgnored = true;
    await (await profiles()).read().catch(async (error: unknown) => {
      ignoreUnusable(error);
      await cli.output.note(`${error instanceof Failure ? error.message : ""}; it is ignored for this run`);
    });
  };

  const address = async () => (await plan()).apiUrl.value;

  const recents: Context["recents"] = async () => {
    const url = await address().catch(() => undefined);
    return url === undefined || !mayStore(dirs, ["XDG_CACHE_HOME"])
      ? NO_OP_RECENTS
      : createRecentFile(cacheDir(dirs), new URL(url).host);
  };

  const target: Context["target"] = async (given = {}) =>
    resolveTarget({ ...options.connection, ...given }, env);

  const allowedFor: Context["allowedFor"] = (known, name) => {
    const inForce = options.connection.profile ?? variable(env, "NOVU_MSG_PROFILE") ?? known.active;
    const profiles = [...new Set([inForce, name])].flatMap((each) => {
      const profile = each === undefined ? undefined : profileNamed(known, each);
      return each === undefined || profile === undefined ? [] : [{ name: each, profile }];
    });
    return resolveLevel({ env, profiles });
  };

  const keychain: Context["keychain"] = async () =>
    (await import("../config/spawned-keychain.js")).createKeychain({
      program: host.keychainProgram,
      env: childEnv,
      signal: host.signal,
      limitMs: prompting.canAsk ? KEYCHAIN_WITH_PROMPT_MS : KEYCHAIN_WITHOUT_PROMPT_MS,
    });

  const open = async (reference: KeyReference): Promise<Secret> => {
    const secret = await openKey(reference, env, {
      run: async (command) =>
        (await import("../config/run-key-command.js")).runKeyCommand(command, {
          env: childEnv,
          signal: host.signal,
        }),
      keychain,
    });
    const mask = (await import("../secrets/output-mask.js")).createOutputMask(secret);
    cli.keys.add(secret, mask);
    return secret;
  };

  const prepareUserProgram: Context["prepareUserProgram"] = async (line) =>
    (await import("../processes/program.js")).createProgram(line, {
      env: childEnv,
      signal: host.signal,
      withoutKeys: cli.keys.mask,
      platform: host.platform,
    });

  const background: Context["background"] = async () =>
    (await import("../processes/create-background.js")).createBackground({
      dirs,
      program: host.cliProgram,
      env: childEnv,
      signal: host.signal,
    });

  /** The first running sandbox, with the line that sets the variables for it. */
  const runningSandbox = async () => {
    const running = await (await background()).running().catch(() => []);
    const [first, ...others] = running;
    if (first === undefined) return undefined;
    const command = `novu-msg sandbox env${others.length === 0 ? "" : ` --port ${first.port}`}`;
    const line = usesPowerShell(dirs) ? `${command} | Invoke-Expression` : `eval "$(${command})"`;
    return { url: first.url, line };
  };

  let subscriberPages: Connected["novu"]["subscriberPages"] | undefined;
  const connect: Context["connect"] = async (connectOptions) => {
    const resolved = await plan(connectOptions);
    const { allowed } = resolved;
    // The client checks each request. A command that writes fails here, before the reads that come first.
    assertLevel(allowed, cli.needs.level, cli.needs.command);
    if (resolved.key === undefined) throw noKey(resolved.searched, await runningSandbox());
    if (resolved.key.value.in === "secret") await noteIgnoredConfig();
    for (const notice of resolved.notices) await cli.output.note(notice);
    const secret = await open(resolved.key.value);
    const novu = await client.novuAt(
      resolved.apiUrl.value,
      secret,
      allowed,
      keyOrigin(resolved),
      connectOptions?.client,
    );
    ({ subscriberPages } = novu);
    const connection = summarizeConnection(resolved);
    const forWriting: Connected["forWriting"] = async (intent) => {
      if (intent.request !== undefined) assertRequestAllowed(allowed, resolved.apiUrl.value, intent.request);
      await confirmWrite(connection, intent);
      return novu;
    };
    const withoutRetries: Connected["withoutRetries"] = () =>
      client.novuAt(resolved.apiUrl.value, secret, allowed, keyOrigin(resolved), undefined, false);
    return { novu, connection, forWriting, withoutRetries };
  };

  const withLikelySubscriber: Context["withLikelySubscriber"] = async (error) => {
    const isUnknownSubscriber = error instanceof Failure && error.code === "E_SUBSCRIBER";
    if (!isUnknownSubscriber || subscriberPages === undefined) return error;
    // A script's write that failed makes no more requests.
    if (error.info.http?.method !== "GET" && !cli.output.isForPerson) return error;
    const likely = await import("../novu/likely-subscriber.js");
    const { subscribers } = await (await recents()).read();
    return likely.withLikelySubscriber(error, subscriberPages, subscribers);
  };

  const confirmWrite = createConfirmWrite({ ...prompting, isYes: options.isYes });

  let { stdinReader } = cli;
  /** A second reader would find stdin empty. @throws Failure E_CONFLICT */
  const takeStdin = (): void => {
    if (stdinReader !== undefined) {
      throw new Failure("E_CONFLICT", `stdin can only be read once, and ${stdinReader} already reads it`, {
        hint: ["Use a file for one of them. Nothing was sent."],
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
    const { fileBytes, stdinBytes } = await import("./read-input.js");
    return source === "-" ? stdinBytes(host) : fileBytes(source, host.signal);
  };

  const { output, runLine, commandTree, lineWith } = cli;
  return {
    output,
    runLine,
    commandTree,
    outputSchemas: host.outputSchemas,
    lineWith,
    ...prompting,
    isYes: options.isYes,
    maxWaitMs: options.retryLimits.maxWaitMs,
    address,
    target,
    allowedFor,
    connect,
    withLikelySubscriber,
    novuAt: (baseUrl, secret, origin) =>
      client.novuAt(baseUrl, secret, resolveLevel({ flag: options.connection.allow, env }), origin),
    keySource: host.keySource,
    profiles,
    diagnostics: createDiagnostics(host, options, client),
    recents,
    dirs,
    openKey: open,
    keychain,
    readText,
    prepareUserProgram,
    openBytes,
    get isStdinTerminal() {
      return host.stdin.isTerminal;
    },
    now: host.now,
    random: host.random,
    sleep: (ms, signal = host.signal) => host.sleep(ms, signal).catch(ignoreAbort(signal)),
    processes: host.processes,
    limitHeapGrowth: host.limitHeapGrowth,
    signal: host.signal,
    env,
    sandbox: async () => (await import("../sandbox/sandbox.js")).startSandbox,
    exampleSeed: async () => (await import("../sandbox/example-seed.js")).EXAMPLE_SEED,
    background,
    keepStateFile: async (...word) => (await import("../processes/state-file.js")).keepStateFile(...word),
  };
};

/** Failures for a config file that is not trusted or not readable. It is ignored if it is not needed. */
const UNUSABLE_CONFIG: ReadonlySet<string> = new Set(["E_CONFIG_OWNER", "E_CONFIG_MODE", "E_CONFIG_IO"]);

const ignoreUnusable = (error: unknown): Profiles => {
  if (error instanceof Failure && UNUSABLE_CONFIG.has(error.code)) return NO_PROFILES;
  throw error;
};

/** Leaves time to type the keychain's password into a dialog. */
const KEYCHAIN_WITH_PROMPT_MS = 60_000;
const KEYCHAIN_WITHOUT_PROMPT_MS = 5_000;
const NO_OP_RECENTS: Recents = { read: async () => NO_RECENTS, add: async () => {} };
