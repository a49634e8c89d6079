import path from "node:path";
import { complete, type KnownValues, type Suggestion } from "../completion/complete.js";
import { createRecentFile } from "../completion/recent-file.js";
import { NO_RECENTS } from "../completion/recents.js";
import type { TypedLine } from "../completion/typed-line.js";
import { serverName } from "../config/api-url.js";
import { configDir } from "../config/config-dir.js";
import type { ConnectionFlags } from "../config/connection-flags.js";
import { NO_PROFILES, type Profiles } from "../config/profile.js";
import { readProfiles } from "../config/read-profiles.js";
import { needsProfiles, resolveConnection } from "../config/resolve-connection.js";
import { loadEnvironment } from "../context/environment.js";
import type { Host } from "../context/host.js";
import { Failure } from "../failures/failure.js";
import { cacheDir, type Dirs } from "../files/base-dirs.js";
import { isRegularFile } from "../files/opened-file.js";

/**
 * Prints suggestions for a shell. Not a command of its own: it has no options, errors must not disturb the user's typing,
 * and no variable changes its format.
 */
export const answerCompletion = async (host: Host): Promise<void> => {
  try {
    const text = await complete(
      host.commandTree(),
      host.argv.slice(host.argv[1] === "--" ? 2 : 1),
      ({ given }) => knownValues(host, given),
    );
    host.writeNow(text);
  } catch {
    // An error message would appear in the middle of the line being typed.
  }
};

/** Values from local files and variables, for a partly typed line. */
const knownValues = (host: Host, given: TypedLine["given"]): KnownValues => {
  const files = given.flatMap(({ long, value }) =>
    long === "--dotenv" && value !== undefined && isRegularFile(value) ? [value] : [],
  );
  const environment = async () =>
    loadEnvironment(host, files).then(
      ({ env }) => env,
      () => host.env,
    );
  const dirsFor = (env: Host["env"]) => ({ env, platform: host.platform, home: host.home, uid: host.uid });

  return {
    profiles: async () => toSuggestions(await storedProfiles(dirsFor(await environment()))),
    recents: async () => {
      const env = await environment();
      try {
        const flags = connectionFlags(given);
        const profiles = needsProfiles(flags, env) ? await storedProfiles(dirsFor(env)) : NO_PROFILES;
        const { apiUrl } = resolveConnection(flags, env, profiles);
        return await createRecentFile(cacheDir(dirsFor(env)), new URL(apiUrl.value).host).read();
      } catch {
        // An invalid line has no address, and the recent IDs are stored by address.
        return NO_RECENTS;
      }
    },
    variables: () => Object.keys(host.env).sort(),
  };
};

/** Ignores a broken file without copying it. The command itself reports it. */
const storedProfiles = async (dirs: Dirs): Promise<Profiles> =>
  readProfiles(
    path.join(configDir(dirs), "config.json"),
    dirs,
    async () => new Failure("E_CONFIG", "broken"),
  ).catch(() => NO_PROFILES);

const toSuggestions = ({ active, profiles }: Profiles): readonly Suggestion[] =>
  Object.entries(profiles).map(([name, { apiUrl, environment }]) => ({
    value: name,
    description: [
      environment?.name ?? environment?.id,
      serverName(apiUrl),
      name === active ? "active" : undefined,
    ]
      .filter((part) => part !== undefined)
      .join(" · "),
  }));

const connectionFlags = (given: TypedLine["given"]): ConnectionFlags => {
  const values = (long: string) =>
    given.filter((option) => option.long === long).flatMap(({ value }) => value ?? []);
  return {
    profile: values("--profile").at(-1),
    region: values("--region").at(-1),
    apiUrl: values("--api-url").at(-1),
    allowHost: values("--allow-host"),
    allowHttp: given.some(({ long }) => long === "--allow-http"),
  };
};
