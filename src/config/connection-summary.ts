import type { Environment } from "../model/environment.js";
import type { Level } from "../model/level.js";
import { levelSource } from "./allowed-level.js";
import { isNamed } from "./chosen-profile.js";
import { keyLabel } from "./profile.js";
import type { ConnectionPlan } from "./resolve-connection.js";
import type { Resolved } from "./resolved.js";

/** What may be shown of a connection: address, key source and profile, each with its source. Never the key. */
export interface ConnectionSummary {
  readonly apiUrl: Resolved<string>;
  /** `us`, `eu`, or the host of a self-hosted server. */
  readonly region: string;
  readonly key: Pick<Resolved<never>, "source" | "overridden"> & {
    /** Where the profile keeps its key, as a label. Undefined for a key that comes from no profile. */
    readonly label: string | undefined;
  };
  readonly profile:
    | {
        readonly name: string;
        readonly environment: Environment | undefined;
        /** Named for this run, rather than being the active one. */
        readonly isNamed: boolean;
        /** Writing needs the profile's name typed, or --yes. */
        readonly isProtected: boolean;
      }
    | undefined;
  readonly allow: { readonly level: Level; readonly source: string };
}

export const summarizeConnection = ({
  apiUrl,
  region,
  key,
  profile,
  allowed,
}: ConnectionPlan): ConnectionSummary => ({
  apiUrl,
  region,
  key: {
    source: key?.source ?? "nowhere",
    overridden: key?.overridden ?? [],
    label: profile && keyLabel(profile.profile.key),
  },
  profile: profile && {
    name: profile.name,
    environment: profile.profile.environment,
    isNamed: isNamed(profile),
    isProtected: profile.profile.protected === true,
  },
  allow: { level: allowed.level, source: levelSource(allowed) },
});
