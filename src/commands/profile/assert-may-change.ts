import { assertLevel } from "../../config/assert-level.js";
import type { ProfileStore, Profiles } from "../../config/profile.js";
import type { Context } from "../../context/context.js";

/**
 * Below `write`, no level may be changed and no profile added, since either would loosen the level of later runs.
 * @param what completes “profile prod doesn't allow …”
 * @throws Failure E_LEVEL
 */
export const assertMayChange = (
  { allowedFor }: Pick<Context, "allowedFor">,
  store: Pick<ProfileStore, "path">,
  known: Profiles,
  name: string,
  what: string,
): void => {
  const allowed = allowedFor(known, name);
  const isFromProfile = allowed.limits.some(
    ({ source, level }) => level !== "write" && source.startsWith("profile "),
  );
  const hint = isFromProfile ? [`You can edit a profile's level by hand: "allow" in ${store.path}.`] : [];
  assertLevel(allowed, "write", what, hint);
};
