import { Failure } from "../failures/failure.js";
import { isSandboxRoute, isWithin, type Level, levelOfRequest } from "../model/level.js";
import type { AllowedLevel } from "./allowed-level.js";
import { isLoopback } from "./api-url.js";

/**
 * @param what completes “NOVU_MSG_ALLOW=read doesn't allow …”
 * @throws Failure E_LEVEL
 */
export const assertLevel = (
  allowed: AllowedLevel,
  needed: Level,
  what: string,
  hint: readonly string[] = [],
): void => {
  if (isWithin(needed, allowed.level)) return;
  const forbidding = allowed.limits.filter(({ level }) => !isWithin(needed, level));
  const verb = forbidding.length > 1 ? "don't" : "doesn't";
  const labels = forbidding.map(({ label }) => label).join(" and ");
  throw new Failure("E_LEVEL", `${labels || `level ${allowed.level}`} ${verb} allow ${what}`, {
    hint: [
      ...forbidding.flatMap(({ isUnknown, source }) =>
        isUnknown ? [`The value of ${source} isn't read, ask or write, so it counts as read.`] : [],
      ),
      `Level ${allowed.level} allows ${MEANING[allowed.level]}. Nothing was sent.`,
      "The strictest of --allow, NOVU_MSG_ALLOW and the profile's level counts.",
      ...hint,
    ],
    next: [{ words: ["novu-msg", "whoami"], when: "to see the level and where it comes from" }],
    details: {
      level: allowed.level,
      needed,
      sources: forbidding.map(({ source }) => source),
    },
  });
};

const MEANING: Readonly<Record<Level, string>> = {
  read: "reading only",
  ask: "reading, asking, and marking messages as read, seen or archived",
  write: "everything",
};

/** A sandbox's own routes are local, so that every level allows them. @throws Failure E_LEVEL */
export const assertRequestAllowed = (
  allowed: AllowedLevel,
  baseUrl: string,
  { method, path }: { readonly method: string; readonly path: string },
): void => {
  if (isSandboxRoute(path) && isLoopback(baseUrl)) return;
  assertLevel(allowed, levelOfRequest(method, path), `${method} ${path.replace(/[?#].*/s, "")}`);
};
