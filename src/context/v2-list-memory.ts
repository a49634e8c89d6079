import path from "node:path";
import { cacheDir, type Dirs, mayStore } from "../files/base-dirs.js";
import { createServerCache } from "../files/server-cache.js";
import { DAY_MS } from "../model/durations.js";
import type { JsonValue } from "../model/json.js";
import type { V2Lists } from "../novu/find-message.js";

/** After this the server is asked again: it may have been upgraded. */
const MAX_AGE_MS = DAY_MS;

/**
 * Remembers, in `servers.json` of the cache folder, which servers lack v2 lists, and since when (ms since the epoch). Where
 * nothing is stored, for this run.
 */
export const createV2ListMemory = (dirs: Dirs, baseUrl: string, now: () => number): V2Lists => {
  const cache = mayStore(dirs, ["XDG_CACHE_HOME"])
    ? createServerCache(path.join(cacheDir(dirs), "servers.json"), "withoutV2Lists")
    : undefined;
  let areMissing: boolean | undefined;

  const missingSince = (): JsonValue | undefined => {
    const servers = cache?.read() ?? {};
    return Object.hasOwn(servers, baseUrl) ? servers[baseUrl] : undefined;
  };

  return {
    now,
    areMissing: async () => {
      areMissing ??= isCurrent(missingSince(), now());
      return areMissing;
    },
    learn: async (learned) => {
      const wasMissing = areMissing;
      areMissing = learned;
      if (wasMissing === learned) return;
      if (learned) cache?.write(baseUrl, now());
      else if (missingSince() !== undefined) cache?.write(baseUrl, undefined);
    },
  };
};

const isCurrent = (since: JsonValue | undefined, now: number): boolean =>
  typeof since === "number" && Math.abs(now - since) < MAX_AGE_MS;
