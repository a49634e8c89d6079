import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheDir, type Dirs, mayStore } from "../files/base-dirs.js";
import { makeDirectorySync } from "../files/make-directory.js";
import { replaceFile } from "../files/replace-file.js";
import { isJsonObject, type JsonValue } from "../model/json.js";
import type { V2Lists } from "../novu/find-message.js";

/** After a day the server is asked again: it may have been upgraded. */
const MAX_AGE_MS = 86_400_000;
const MAX_SERVERS = 20;
const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

/** By base URL, when the server was seen to lack v2 lists, in ms since the epoch. */
type MissingSince = Readonly<Record<string, number>>;

/** Remembers, in `servers.json` of the cache folder, which servers lack v2 lists. Where nothing is stored, for this run. */
export const createV2ListMemory = (dirs: Dirs, baseUrl: string, now: () => number): V2Lists => {
  const directory = mayStore(dirs, ["XDG_CACHE_HOME"]) ? cacheDir(dirs) : undefined;
  let areMissing: boolean | undefined;

  const read = (): MissingSince => (directory === undefined ? {} : readServers(fileIn(directory)));

  return {
    now,
    areMissing: async () => {
      areMissing ??= isCurrent(valueAt(read(), baseUrl), now());
      return areMissing;
    },
    learn: async (learned) => {
      const wasMissing = areMissing;
      areMissing = learned;
      if (directory === undefined || wasMissing === learned) return;
      const servers = read();
      if (!learned && !Object.hasOwn(servers, baseUrl)) return;
      const others = Object.entries(servers).filter(([server]) => server !== baseUrl);
      const entries = learned ? [[baseUrl, now()] as const, ...others] : others;
      write(directory, Object.fromEntries(entries.slice(0, MAX_SERVERS)));
    },
  };
};

const fileIn = (directory: string): string => path.join(directory, "servers.json");

const valueAt = (servers: MissingSince, baseUrl: string): number | undefined =>
  Object.hasOwn(servers, baseUrl) ? servers[baseUrl] : undefined;

const isCurrent = (since: number | undefined, now: number): boolean =>
  since !== undefined && Math.abs(now - since) < MAX_AGE_MS;

/** A file that is missing, unreadable or not in the expected format counts as empty. */
const readServers = (file: string): MissingSince => {
  try {
    const value: JsonValue = JSON.parse(readFileSync(file, "utf8"));
    const servers = isJsonObject(value) && isJsonObject(value.withoutV2Lists) ? value.withoutV2Lists : {};
    return Object.fromEntries(
      Object.entries(servers).flatMap(([server, since]) =>
        typeof since === "number" ? [[server, since] as const] : [],
      ),
    );
  } catch {
    return {};
  }
};

const write = (directory: string, withoutV2Lists: MissingSince): void => {
  const text = JSON.stringify({ schema: 1, withoutV2Lists });
  try {
    makeDirectorySync(directory, DIRECTORY_MODE);
    replaceFile(fileIn(directory), (draft) => writeFileSync(draft, text, { mode: FILE_MODE, flag: "wx" }));
  } catch {
    // Failing to remember a server must not fail the command.
  }
};
