import path from "node:path";
import { complete, type KnownValues } from "../completion/complete.js";
import { createRecentFile } from "../completion/recent-file.js";
import { NO_RECENTS } from "../completion/recents.js";
import type { GivenOption } from "../completion/typed-line.js";
import { serverName } from "../config/api-url.js";
import { configDir } from "../config/config-dir.js";
import type { ConnectionFlags } from "../config/connection-flags.js";
import { NO_PROFILES, type Profiles } from "../config/profile.js";
import { readProfiles } from "../config/read-profiles.js";
import { needsProfiles, resolveConnection } from "../config/resolve-connection.js";
import { environmentOf } from "../context/environment.js";
import type { Host } from "../context/host.js";
import { Failure } from "../failures/failure.js";
import { cacheDir, type Dirs } from "../files/base-dirs.js";
import { isRegularFile } from "../files/opened-file.js";

/**
 * Tells a shell what may come next. It stands apart from the commands: it has no options, a broken set-up
 * must not disturb whoever is typing, and no variable changes its form.
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
    // Without suggestions a line can still be typed; an error in the middle of it could not be read.
  }
};

/** What local files and variables know, for a line that is still being typed. */
const knownValues = (host: Host, given: readonly GivenOption[]): KnownValues => {
  const files = given.flatMap(({ long, value }) =>
    long === "--dotenv" && value !== undefined && isRegularFile(value) ? [value] : [],
  );
  const environment = async () =>
    environmentOf(host, files).then(
      ({ env }) => env,
      () => host.env,
    );
  const placeIn = (env: Host["env"]) => ({ env, platform: host.platform, home: host.home, user: host.user });

  return {
    profiles: async () => namesOf(await storedProfiles(placeIn(await environment()))),
    recents: async () => {
      const env = await environment();
      try {
        const flags = connectionFlags(given);
        const profiles = needsProfiles(flags, env) ? await storedProfiles(placeIn(env)) : NO_PROFILES;
        const { apiUrl } = resolveConnection(flags, env, profiles);
        return await createRecentFile(cacheDir(placeIn(env)), new URL(apiUrl.value).host).read();
      } catch {
        // A line that could not be run has no address, and so nothing to remember.
        return NO_RECENTS;
      }
    },
    variables: () => Object.keys(host.env).sort(),
  };
};

/** Only looks: a broken file is told of by the command that is run, and is not copied here. */
const storedProfiles = async (place: Dirs): Promise<Profiles> =>
  readProfiles(
    path.join(configDir(place), "config.json"),
    place,
    async () => new Failure("E_CONFIG", "broken"),
  ).catch(() => NO_PROFILES);

const namesOf = ({ active, profiles }: Profiles) =>
  Object.entries(profiles).map(([name, { apiUrl, environment }]) => ({
    value: name,
    about: [environment?.name ?? environment?.id, serverName(apiUrl), name === active ? "active" : undefined]
      .filter((part) => part !== undefined)
      .join(" · "),
  }));

const connectionFlags = (given: readonly GivenOption[]): ConnectionFlags => {
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
