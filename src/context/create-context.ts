import { Failure } from "../failure/failure.js";
import type { HttpTrace } from "../http/http.js";
import type { Timeouts } from "../http/network-failure.js";
import type { Budget } from "../http/plan-pause.js";
import { isMachineFormat, type OutputFormat } from "../output/formats.js";
import type { Output } from "../output/output.js";
import type { Style } from "../output/style.js";
import { createRecentFile } from "../recent/recent-file.js";
import { NO_RECENTS, type Recents } from "../recent/recents.js";
import type { Secret } from "../secret/secret.js";
import { cacheDir } from "../settings/base-dirs.js";
import { configDir } from "../settings/config-dir.js";
import { connectionFacts } from "../settings/connection-facts.js";
import type { ConnectionFlags } from "../settings/connection-flags.js";
import { type KeyReference, keyPlaces } from "../settings/key-candidates.js";
import { keyOrigin } from "../settings/key-origin.js";
import { noKey } from "../settings/no-key.js";
import { openKey } from "../settings/open-key.js";
import { NO_PROFILES, type Profiles } from "../settings/profile.js";
import { createProfileFile } from "../settings/profile-file.js";
import type { ProfileStore } from "../settings/profile-store.js";
import { needsProfiles, resolveConnection } from "../settings/resolve-connection.js";
import { resolveTarget } from "../settings/resolve-target.js";
import { isOn } from "../settings/variables.js";
import type { ConnectHow, Context } from "./context.js";
import type { Host } from "./host.js";

/** The command line's choices that concern every command. */
export interface RunOptions {
  readonly connection: ConnectionFlags;
  readonly timeouts: Timeouts;
  /** How much trying a request is worth. */
  readonly budget: Budget;
  readonly format: OutputFormat;
  readonly verbosity: number;
  readonly mayAsk: boolean;
  readonly isYes: boolean;
}

/** What the command line layer itself provides. */
export type CliParts = Pick<Context, "runLine" | "commandTree" | "lineWith"> & {
  readonly output: Output;
  readonly stderrStyle: () => Promise<Style>;
  /** Told how to hide every key that is opened, so that it is shown nowhere. */
  readonly onKey: (mask: (text: string) => string) => void;
};

/** Wires the adapters, each loaded when first asked for; the only place that names them. */
export const createContext = (host: Host, options: RunOptions, cli: CliParts): Context => {
  const { env } = host;
  const place = { env, platform: host.platform, home: host.home };

  const profiles = async (): Promise<ProfileStore> =>
    createProfileFile(configDir(place), host.platform, {
      onBroken: async (...file) => (await import("../settings/broken-config.js")).brokenConfig(...file),
      update: async (...change) => (await import("../settings/update-profiles.js")).updateProfiles(...change),
    });

  const profilesFor = async (flags: ConnectionFlags, withShadows: boolean): Promise<Profiles> =>
    withShadows || needsProfiles(flags, env) ? (await profiles()).read() : NO_PROFILES;

  const plan = async ({ profile, withShadows = false }: ConnectHow = {}) => {
    const flags = { ...options.connection, ...(profile === undefined ? {} : { profile }) };
    const known = await profilesFor(flags, withShadows);
    return { ...resolveConnection(flags, env, known), places: keyPlaces(flags, known) };
  };

  const address = async () => (await plan()).apiUrl.value;

  const recents: Context["recents"] = async () => {
    // Whoever cannot say where a run goes has nothing to remember of it.
    const url = await address().catch(() => undefined);
    return url === undefined ? FORGETFUL : createRecentFile(cacheDir(place), new URL(url).host);
  };

  const target: Context["target"] = async () => resolveTarget(options.connection, env);

  const novuAt: Context["novuAt"] = async (baseUrl, secret, origin) => {
    const [{ createHttp }, { createUndertake }, { createNovu }] = await Promise.all([
      import("../http/undici-http.js"),
      import("../http/undertake.js"),
      import("../novu/novu.js"),
    ]);
    const http = createHttp(httpOptions(baseUrl, secret));
    const undertake = createUndertake(http, {
      ...host,
      budget: options.budget,
      onRetry: note,
      onRemark: ifVerbose(note),
    });
    return createNovu(http, baseUrl, origin, undertake);
  };

  const note = (line: string) => void cli.output.note(line);
  const ifVerbose = <Say>(say: Say): Say | undefined => (options.verbosity > 0 ? say : undefined);

  const httpOptions = (baseUrl: string, secret: Secret | undefined) => ({
    baseUrl,
    authorization: secret && { scheme: "ApiKey", secret },
    userAgent: `novu-msg/${host.version} (node ${host.nodeVersion}; ${host.platform})`,
    timeouts: options.timeouts,
    signal: host.signal,
    now: host.now,
    onTrace: ifVerbose(trace),
  });

  const trace = ({ method, path, outcome, milliseconds }: HttpTrace) =>
    note(`${method} ${path} → ${outcome} in ${milliseconds} ms`);

  const diagnostics: Context["diagnostics"] = async (limitMs) => {
    const [{ createHttp }, { createNetworkProbe }, { inspectConfig }, { surveyConnection }] =
      await Promise.all([
        import("../http/undici-http.js"),
        import("../http/network-probe.js"),
        import("../settings/inspect-config.js"),
        import("../settings/survey-connection.js"),
      ]);
    const timeouts = {
      connectMs: Math.min(options.timeouts.connectMs, limitMs),
      requestMs: Math.min(options.timeouts.requestMs, limitMs),
    };
    return {
      program: host,
      config: () => inspectConfig(configDir(host), host.platform),
      survey: (known) => surveyConnection(options.connection, env, known),
      http: (baseUrl, secret) => createHttp({ ...httpOptions(baseUrl, secret), timeouts }),
      network: createNetworkProbe({ ...host, timeouts }),
    };
  };

  const keychain: Context["keychain"] = async () =>
    (await import("../settings/spawned-keychain.js")).createKeychain({
      program: host.keychainProgram,
      env,
      signal: host.signal,
      limitMs: canAsk ? KEYCHAIN_WITH_PERSON_MS : KEYCHAIN_ALONE_MS,
    });

  const open = async (reference: KeyReference): Promise<Secret> => {
    const secret = await openKey(reference, env, {
      run: async (command) =>
        (await import("../settings/run-key-command.js")).runKeyCommand(command, { env, signal: host.signal }),
      keychain,
    });
    cli.onKey((await import("../secret/hidden-key.js")).hiddenKey(secret));
    return secret;
  };

  const connect: Context["connect"] = async (how) => {
    const connection = await plan(how);
    if (connection.key === undefined) throw noKey(connection.places);
    for (const notice of connection.notices) await cli.output.note(notice);
    const secret = await open(connection.key.value);
    const novu = await novuAt(connection.apiUrl.value, secret, keyOrigin(connection));
    return { novu, facts: connectionFacts(connection) };
  };

  const canAsk =
    options.mayAsk &&
    host.stdin.isTerminal &&
    host.stderr.isTerminal &&
    !isMachineFormat(options.format) &&
    !isOn(env, "NOVU_MSG_NO_INPUT") &&
    !isOn(env, "CI");

  const prompts: Context["prompts"] = async (instead) => {
    if (!canAsk) {
      throw new Failure("E_INPUT", `${instead} is needed, and there is nobody to ask`, {
        hint: ["Questions are asked only where stdin and stderr are a terminal."],
      });
    }
    const { createInquirerPrompts } = await import("../prompts/inquirer-prompts.js");
    return createInquirerPrompts({
      input: host.stdin.stream,
      output: host.stderr,
      signal: host.signal,
      style: await cli.stderrStyle(),
      editor: () => import("../prompts/ask-editor.js"),
    });
  };

  const confirm: Context["confirm"] = async (question) => {
    if (options.isYes) return;
    if (!canAsk) {
      throw new Failure("E_CONFIRM", `a yes is needed, and there is nobody to ask: ${question}`, {
        hint: ["Nothing was changed."],
        addition: { words: ["--yes"] },
      });
    }
    const isAgreed = await (await prompts("--yes")).confirm(question);
    if (!isAgreed) throw new Failure("E_INTERRUPTED", "left as it was");
  };

  const readText: Context["readText"] = async (source) => {
    const { readStdin, readTextFile } = await import("./read-text.js");
    return source === "-" ? readStdin(host) : readTextFile(source);
  };

  const { output, runLine, commandTree, lineWith } = cli;
  return {
    output,
    runLine,
    commandTree,
    lineWith,
    canAsk,
    address,
    target,
    connect,
    novuAt,
    profiles,
    diagnostics,
    recents,
    place,
    openKey: open,
    keychain,
    prompts,
    confirm,
    readText,
    now: host.now,
    signal: host.signal,
    env,
    sandbox: async () => (await import("../sandbox/start-sandbox.js")).startSandbox,
  };
};

/** A locked keychain asks for its password, in a window of its own. */
const KEYCHAIN_WITH_PERSON_MS = 60_000;
const KEYCHAIN_ALONE_MS = 5_000;

const FORGETFUL: Recents = { read: async () => NO_RECENTS, add: async () => {} };
