import { levelFrom } from "./allowed-level.js";
import { keyLabel, type Profile, type Profiles } from "./profile.js";

/** A stored profile without its key. */
export const visibleProfile = ({ active }: Profiles, name: string, profile: Profile) => ({
  name,
  isActive: active === name,
  apiUrl: profile.apiUrl,
  keyLabel: keyLabel(profile.key),
  environment: profile.environment,
  allowHttp: profile.allowHttp === true,
  isProtected: profile.protected === true,
  allow: profile.allow === undefined ? ("write" as const) : levelFrom(profile.allow),
  createdAt: profile.createdAt,
  verifiedAt: profile.verifiedAt,
});
